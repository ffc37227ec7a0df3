// Reads XML strictly into a small tree: what is not well-formed, or uses an unknown prefix, is refused.
import { SaxesParser } from 'saxes';

export function parseXml(text) {
  const root = { name: '', uri: '', attrs: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const attrs = Object.fromEntries(Object.values(attributes).map((attribute) => [attribute.name, attribute.value]));
    const element = { name: local, uri, attrs, children: [], text: '' };
    open.at(-1).children.push(element);
    open.push(element);
  });
  for (const event of ['text', 'cdata']) parser.on(event, (value) => (open.at(-1).text += value));
  parser.on('closetag', () => open.pop());
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return root.children[0];
}

export const childrenOf = (element, name) => element.children.filter((child) => child.name === name);

// The text of the first child of that name, or undefined.
export const textOf = (element, name) => childrenOf(element, name)[0]?.text.trim();

export function visitXml(element, see) {
  see(element);
  for (const child of element.children) visitXml(child, see);
}
