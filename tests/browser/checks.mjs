// Every check, by its name, and the parts that it falls into. A part takes what part.mjs gives it and fills a report; it
// depends on no other, so that several run at once.
import { checkAxe } from './axe.mjs';
import { launch } from './browser.mjs';
import { checkBudgets } from './budgets.mjs';
import { checkCharts } from './charts.mjs';
import { checkComments } from './comments.mjs';
import { checkHeaders } from './deploy.mjs';
import { checkDisk } from './disk.mjs';
import { checkFeeds } from './feeds.mjs';
import { checkFrame, FRAMES } from './frame.mjs';
import { checkHome } from './home.mjs';
import { checkHtml } from './html.mjs';
import { checkLanguage, languages } from './languages.mjs';
import { checkLighthouse } from './lighthouse.mjs';
import { checkLinks } from './links.mjs';
import { checkLook, LOOKS } from './looks.mjs';
import { checkPdf, checkPublishedPdf } from './pdf.mjs';
import { checkPictures, checkSample } from './pictures.mjs';
import { THEMES } from './portfolio.mjs';
import { checkPrint } from './print.mjs';
import { checkRandom, stories } from './random.mjs';
import { checkSearch } from './search.mjs';
import { checkBytes, checkEdits, checkRequests } from './serve.mjs';
import { checkPages } from './serve-pages.mjs';
import { checkManyStudies, checkStandards } from './standards.mjs';
import { checkStudy } from './study.mjs';
import { checkTarget, TARGET_KINDS } from './targets.mjs';

// A part that needs Chromium.
const inBrowser = (work) => async (context, report) => {
  const browser = await launch();
  try {
    await work(Object.create(context, { browser: { value: browser } }), report);
  } finally {
    await browser.close();
  }
};

// A part for each item, by its name.
const named = (items, nameOf, partOf) => Object.fromEntries(items.map((item) => [nameOf(item), partOf(item)]));

// The parts of a check, for an ordinary run or a full one. What takes long comes first, so that nothing long is left for
// the end.
export const CHECKS = {
  serve: (full) => ({
    ...named(stories(full).reverse(), ({ seed }) => `seed ${seed}`, (story) => (...given) => checkRandom(story, ...given)),
    edits: inBrowser(checkEdits),
    pages: inBrowser(checkPages),
    requests: checkRequests,
    bytes: checkBytes,
  }),
  charts: () => ({ charts: inBrowser(checkCharts) }),
  axe: () => ({ axe: inBrowser(checkAxe) }),
  looks: () => named(LOOKS, ({ theme, audience }) => theme ?? audience, (look) => inBrowser((...given) => checkLook(look, ...given))),
  languages: (full) => named(languages(full), String, (language) => inBrowser((...given) => checkLanguage(language, ...given))),
  deploy: () => ({ ...named(TARGET_KINDS, String, (kind) => (...given) => checkTarget(kind, ...given)), headers: inBrowser(checkHeaders) }),
  comments: () => ({ comments: inBrowser(checkComments) }),
  html: () => ({ html: checkHtml }),
  pdf: () => ({ pdf: checkPdf, published: checkPublishedPdf }),
  search: () => ({ search: inBrowser(checkSearch) }),
  pictures: () => ({ sample: inBrowser(checkSample), pictures: inBrowser(checkPictures) }),
  frame: () => named(FRAMES, String, (theme) => inBrowser((...given) => checkFrame(theme, ...given))),
  standards: () => ({ many: inBrowser(checkManyStudies), standards: inBrowser(checkStandards) }),
  study: () => named(THEMES, String, (theme) => inBrowser((...given) => checkStudy(theme, ...given))),
  home: () => ({ home: inBrowser(checkHome) }),
  print: () => named(THEMES, String, (theme) => inBrowser((...given) => checkPrint(theme, ...given))),
  disk: () => ({ disk: inBrowser(checkDisk) }),
  links: () => ({ links: checkLinks }),
  feeds: () => ({ feeds: checkFeeds }),
  budgets: () => ({ budgets: checkBudgets }),
  lighthouse: () => ({ lighthouse: checkLighthouse }),
};

// It measures, so that nothing else may run meanwhile.
export const ALONE = ['lighthouse'];
