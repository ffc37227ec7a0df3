import { isoTime, studies, url } from "../lib/studies.js";
const esc = (s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;");
export async function GET() {
  const xs = (await studies()).slice(0, 20);
  return new Response(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Leadership portfolio</title>
<link rel="self" href="https://example.org/atom.xml"/>
<link href="https://example.org/"/>
<id>https://example.org/</id>
<updated>${isoTime(xs[0].data.date)}</updated>
${xs.map((p) => `<entry><title>${esc(p.data.title)}</title><link href="https://example.org${url(p)}"/><id>https://example.org${url(p)}</id><updated>${isoTime(p.data.date)}</updated><author><name>Nobody</name></author><summary>${esc(p.data.summary)}</summary></entry>`).join("\n")}
</feed>
`);
}
