// Shows comments that another server keeps, once a reader has asked for them: nothing is loaded from there before.
'use strict';

const make = (tag, attributes) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

for (const box of document.querySelectorAll('[data-embed]')) {
  const button = box.querySelector('button');
  const note = box.querySelector('[role=status]');
  button.hidden = false;
  button.addEventListener('click', () => {
    const { thread, script, settings } = JSON.parse(box.dataset.embed);
    // Remark42 reads its settings from here.
    if (settings) window.remark_config = settings;
    const place = make('div', thread);
    const loader = make('script', script);
    loader.addEventListener('load', () => note.textContent = '');
    loader.addEventListener('error', () => {
      place.remove();
      button.disabled = false;
      note.textContent = box.dataset.unavailable;
    });
    button.disabled = true;
    note.textContent = box.dataset.loading;
    const done = new MutationObserver(() => {
      done.disconnect();
      button.hidden = true;
    });
    done.observe(place, { childList: true });
    place.append(loader);
    box.append(place);
  });
}
