// Searches the portfolio in the reader's browser: the index is part of the site, and nobody else is asked.
'use strict';

{
  const PAGE = 10;
  const form = document.querySelector('form.search');
  const state = document.querySelector('#search-state');
  const results = document.querySelector('#search-results');
  const all = document.querySelector('#search-all');
  const root = new URL(form.dataset.root, location.href);
  let library;
  let asked = 0;

  const load = () => library ??= import(new URL(`${form.dataset.index}pagefind.js`, root)).then(async (pagefind) => {
    await pagefind.options({ baseUrl: root.pathname, excerptLength: 24 });
    return pagefind;
  });

  const make = (tag, ...children) => {
    const element = document.createElement(tag);
    element.append(...children);
    return element;
  };

  // Text and marks only: whatever else stands in an excerpt is text to us.
  const excerpt = (html) => {
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    const parts = [...body.childNodes].map((node) => node.nodeName === 'MARK' ? make('mark', node.textContent) : node.textContent);
    return make('p', ...parts);
  };

  const link = (url, title) => Object.assign(make('a', title), { href: url });

  const entry = (found) => {
    const item = make('li', make('h2', link(found.url, found.meta.title ?? found.url)), excerpt(found.excerpt));
    const parts = found.sub_results.filter((it) => it.url !== found.url).slice(0, 3);
    if (parts.length > 0) item.append(make('ul', ...parts.map((it) => make('li', link(it.url, it.title)))));
    return item;
  };

  const show = async (hits, from, mine) => {
    const found = await Promise.all(hits.slice(from, from + PAGE).map((it) => it.data()));
    if (mine !== asked) return;
    const items = found.map(entry);
    results.append(...items);
    if (from > 0) items[0].querySelector('a').focus();
    if (hits.length <= from + PAGE) return;
    const more = make('button', `Show ${Math.min(PAGE, hits.length - from - PAGE)} more`);
    more.type = 'button';
    const place = make('li', more);
    results.append(place);
    more.addEventListener('click', () => {
      place.remove();
      show(hits, from + PAGE, mine);
    });
  };

  const search = async () => {
    const mine = ++asked;
    const fields = new Map([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
    const words = fields.get('q') ?? '';
    const query = new URLSearchParams([...fields]).toString();
    history.replaceState(null, '', query ? `?${query}` : location.pathname);
    fields.delete('q');
    all.hidden = Boolean(query);
    if (!query) {
      results.replaceChildren();
      state.textContent = '';
      return;
    }
    try {
      const pagefind = await load();
      const found = await pagefind.search(words || null, { filters: Object.fromEntries(fields) });
      if (mine !== asked) return;
      const count = found.results.length;
      results.replaceChildren();
      state.textContent = count === 0 ? 'Nothing found. Fewer or other words may help.' : `${count} ${count === 1 ? 'page' : 'pages'} found`;
      await show(found.results, 0, mine);
    } catch {
      library = undefined;
      all.hidden = false;
      state.textContent = 'The search does not work just now. All pages are listed below.';
    }
  };

  const start = () => {
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    let waiting;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(search, 150);
    };
    form.addEventListener('input', soon);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      search();
    });
    form.addEventListener('focusin', load, { once: true });
    form.hidden = false;
    if (location.search) search();
  };

  // A page that is opened from disk may not load the index; it lists everything.
  if (location.protocol !== 'file:') start();
}
