// The portfolio in each language that leadfolio has words of, as an edition beside the English one: held to what axe.mjs
// and html.mjs ask of the default language.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextsOf, judge, modesOf, PAGES_AT_ONCE, WCAG_ONLY } from './axe.mjs';
import { inParallel } from './browser.mjs';
import { checkHtml } from './html.mjs';
import { buildAndServe, initPortfolio } from './portfolio.mjs';
import { onePageOfEachKind, readSite } from './site.mjs';

// A title, a summary, a sentence and the heading of the reflection.
const TEXTS = {
  ar: ['لجنة للثقافة المدرسية', 'قرر المعلمون والطلبة الروتين اليومي.', 'سألنا أولًا من يقرر ماذا.', 'التأمل'],
  de: ['Ein Ausschuss für die Schulkultur', 'Lehrkräfte und Jugendliche entschieden über den Alltag.', 'Zuerst fragten wir, wer was entscheidet.', 'Reflexion'],
  es: ['Un comité de cultura escolar', 'Docentes y estudiantes decidieron las rutinas diarias.', 'Primero preguntamos quién decide qué.', 'Reflexión'],
  fr: ['Un comité pour la culture de l’école', 'Enseignants et élèves ont décidé du quotidien.', 'Nous avons d’abord demandé qui décide quoi.', 'Réflexion'],
  'pt-BR': ['Um comitê de cultura escolar', 'Docentes e estudantes decidiram a rotina.', 'Primeiro perguntamos quem decide o quê.', 'Reflexão'],
};
// An ordinary run has these kinds of pages, a full run one of each.
const KINDS = ['home', 'study', 'overview', 'standards'];

// An ordinary run has one that is read from right to left, and one of long words.
export const languages = (full) => (full ? Object.keys(TEXTS) : ['ar', 'de']);

export async function checkLanguage(language, { binary, browser, scratch, full }, report) {
  const root = join(scratch, 'portfolio');
  initPortfolio(binary, root);
  const [title, summary, text, reflection] = TEXTS[language];
  const page = (front) => `---\n${front}---\n\n${text}\n\n## ${reflection}\n\n${text}\n`;
  writeFileSync(join(root, `content/case-studies/culture-committee.${language}.md`), page(`title: "${title}"\nsummary: "${summary}"\n`));
  writeFileSync(join(root, `content/index.${language}.md`), page(`title: "${title}"\n`));

  const dir = join(scratch, 'site');
  const server = await buildAndServe(binary, root, dir);
  const site = readSite(dir, server.url);
  const folder = `${language.toLowerCase()}/`;
  const own = new Map([...site.pages].filter(([file]) => file.startsWith(folder)));
  const kindOf = ({ file }) => site.read(file).match(/<body data-kind="([^"]+)"/)?.[1];
  const pages = onePageOfEachKind({ ...site, pages: own }).filter((page) => full || KINDS.includes(kindOf(page)));
  report.check(`${language}: has its pages`, pages.length < KINDS.length ? [`only ${pages.map(({ file }) => file)}`] : []);

  const wrong = pages.filter(({ file }) => !readFileSync(join(dir, file), 'utf8').includes(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`));
  report.check(`${language}: says its language and direction`, wrong.map(({ file }) => file));
  const quiet = { check: (check, problems, note) => report.check(`${language}: ${check}`, problems, note), canary() {}, note() {} };
  await checkHtml({ served: { ...site, files: new Set() }, scratch, pages: pages.map(({ file }) => file) }, quiet);
  const contexts = await contextsOf(browser);
  const results = await inParallel(PAGES_AT_ONCE, pages, (page) => judge(contexts, page.address, modesOf(full), WCAG_ONLY));
  results.forEach(({ problems }, index) => report.check(`${language}: ${pages[index].file}`, problems));
  await Promise.all(Object.values(contexts).map((context) => context.close()));
  server.close();
}
