/** A document with every kind of content that tagging handles, as HTML ready for printing. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { addHints, fillEmptyCells } from '../../../src/print/printed/structure-hints.ts';

const STYLE = `
@page { size: 148mm 210mm; margin: 20mm; @top-left { content: "A running head" } @bottom-center { content: counter(page) } }
td, th { border: 1px solid black } .box { background: silver; border-left: 3px solid red } tr { break-inside: avoid }`;

const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==';

const BODY = `
<nav lang="en-x-toc"><h1 id="contents">Contents</h1>
<ol><li><a href="#lists">Lists</a><ol><li><a href="#table">Table</a></li></ol></li></ol></nav>
<main><section>
<h1>Tags &amp; <em>more</em></h1>
<p>Some <strong>strong</strong>, <code>code</code>, a <span lang="fr">mot juste</span>, <em lang="de">betont</em>,
an <a href="https://example.org/">address</a>, a note<sup><a role="doc-noteref" href="#note-1">1</a></sup>.</p>
<h2 id="lists">Lists</h2>
<ul><li>one<ul><li>inner <b>bold</b></li></ul></li><li><p>loose</p></li></ul>
<dl><dt>Term</dt><dd>Meaning</dd><dt>Other</dt><dd><p>Its meaning</p></dd></dl>
<figure><svg role="img" aria-label="A circle" viewBox="0 0 40 40" width="120"><circle cx="20" cy="20" r="15"/></svg>
<figcaption>Figure 1</figcaption></figure>
<p>A dot <img alt="A red dot" width="20" src="${DOT}"> and one for show <img alt="" aria-hidden="true" width="20" src="${DOT}">.</p>
<p>Here <math alttext="a over b"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>.</p>
<div class="box" role="note"><h3>Box</h3><p>In it.</p></div>
<blockquote><p>Said.</p></blockquote><pre><code>let x;</code></pre><hr>
<div style="opacity: .5"><p>Half there, with a <a href="#lists">link</a>.</p></div>
<h2 id="table">Table</h2>
<table><caption>Numbers</caption><thead><tr><th></th><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody><tr><th scope="row">R</th><td></td><td>2</td></tr>${'<tr><th scope="row">S</th><td>3</td><td>4</td></tr>'.repeat(40)}</tbody></table>
<section role="doc-endnotes"><h2>Notes</h2><ol><li id="note-1"><p>The first.</p></li><li id="note-2"><p>The second.</p></li></ol></section>
</section></main><nav hidden><a href="#contents"></a></nav>`;

/** @param hints whether to add the structure hints for tagging */
export function tortureHtml({ hints = true } = {}): string {
  const body = fromHtml(BODY, { fragment: true });
  if (hints) {
    fillEmptyCells(body);
    addHints(body, 'en');
  }
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Torture</title><style>${STYLE}</style></head><body>${toHtml(body)}</body></html>`;
}
