/** The content of the sample book: its metadata, its chapters as `render/` would return them, one drawing. */
import type { Metadata } from '../../src/core/model/metadata.ts';

/** Full of characters that have a meaning in XML, HTML and CSS. */
export const METADATA: Metadata = {
  title: 'Migraine & you: "what <we> know"',
  subtitle: "Questions, answers and what's next",
  description: 'Plain answers for people with migraine & their families: a < b, "quoted".',
  language: 'en-US',
  direction: 'ltr',
  authors: [
    { name: 'Ada O\'Neil & "Friends"', fileAs: "O'Neil, Ada" },
    { name: 'Bo Åkesson', fileAs: 'Åkesson, Bo' },
  ],
  reviewers: [],
  contributors: [],
  publisher: 'Clinic <North> & South',
  rights: 'Text: CC BY 4.0 © 2026 Clinic "North"',
  subjects: [{ term: 'Migraine' }, { term: 'Patients & families' }],
  status: 'draft',
  clinical: true,
  version: '1.2',
  published: '2026-11-22',
  nextReview: '2027-05-22',
  identifier: 'urn:uuid:7f3c1c1e-6a0e-5d0c-9d53-0d4c6c3a2b11',
  modified: '2026-11-22T08:00:00Z',
};

/** A chapter with headings, notes, citations, a figure, lists, a table and boxes. */
export const WHAT = `
<h1 id="what-is-migraine">What is migraine &amp; "aura" &lt;in brief&gt;?</h1>
<p class="lead">Migraine is a brain disease that can stop you from doing daily tasks, and many people find treatments
that help.</p>
<section class="box box-key-points" aria-labelledby="what-is-migraine--key-points-title" id="what-is-migraine--key-points">
<p class="box-title" id="what-is-migraine--key-points-title">Key points</p>
<ul><li>Migraine is more than “just a headache.” It is not your fault.</li>
<li>There are treatments to stop an attack and treatments to prevent one.</li></ul></section>
<h2 id="what-is-migraine--what-is-aura">What is aura?</h2>
<p>Some people have aura just before the pain. An efficient office workflow may be difficult then; the affliction passes
<span class="citations">[<a class="citation" role="doc-biblioref" href="#ref-schwenk2018">1</a>, <a class="citation"
role="doc-biblioref" href="#ref-cohen2024">2</a>]</span>. Medicines that target CGRP<sup class="note-reference"><a
role="doc-noteref" id="what-is-migraine--noteref-1" href="#what-is-migraine--note-1">1</a></sup> are one choice.
See <a href="#risks">Risks</a>, <a href="#risks--when-to-call">when to call</a> and <a href="#figure-1">Figure 1</a>.</p>
<figure id="figure-1"><img src="images/gate.svg" alt="A gate between two nerve cells; a small dot holds it shut.">
<figcaption><span class="caption-label">Figure 1.</span> How the gate is thought to close.</figcaption></figure>
<h3 id="what-is-migraine--signs">Signs, one by one</h3>
<ul><li>Before:<ul><li>tired;<ol><li>yawning,</li><li>a stiff neck;</li></ol></li><li>thirsty.</li></ul></li>
<li>During: light and sound are hard to bear.</li></ul>
<ol start="3"><li>Third.</li><li value="7">Seventh.</li></ol>
<table id="table-1"><caption><span class="caption-label">Table 1.</span> How common it is</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="align-right">People</th><th scope="col"
class="align-center">Sure?</th></tr></thead>
<tbody><tr><th scope="row">Women</th><td class="align-right">1 in 6</td><td class="align-center">Yes</td></tr>
<tr><th scope="row">Men</th><td class="align-right">1 in 16</td><td class="align-center">Yes</td></tr></tbody></table>
<section class="box box-action" aria-labelledby="what-is-migraine--action-title" id="what-is-migraine--action">
<p class="box-title" id="what-is-migraine--action-title">Keep a headache diary</p>
<ul class="checklist"><li><span class="check-mark" role="img" aria-label="To do"></span> Write down when it began.</li>
<li><span class="check-mark checked" role="img" aria-label="Done"></span> Bring it to your next visit.</li></ul></section>
<section class="notes" role="doc-endnotes" aria-labelledby="what-is-migraine--notes">
<h2 id="what-is-migraine--notes">Notes</h2><ol><li id="what-is-migraine--note-1"><p>CGRP is a natural signal in the body. <a
role="doc-backlink" class="backlink" href="#what-is-migraine--noteref-1" aria-label="Back to the text">↩︎</a></p></li></ol></section>`;

/** A chapter with the other boxes, an image in a line, everything raw HTML may bring, and a form. */
export const RISKS = `
<h1 id="risks">Risks &amp; unknowns</h1>
<p class="lead">Most side effects pass within hours. Some need help at once.</p>
<h2 id="risks--when-to-call">When should I call?</h2>
<section class="box box-urgent" role="doc-notice" aria-labelledby="risks--urgent-title" id="risks--urgent">
<p class="box-title" id="risks--urgent-title">Get urgent help</p>
<p><strong>Call 911</strong> for a sudden headache that is the worst of your life.</p></section>
<section class="box box-warning" role="doc-notice" aria-labelledby="risks--warning-title" id="risks--warning">
<p class="box-title" id="risks--warning-title">Take care</p><p>Do not drive for a day.</p></section>
<section class="box box-note" aria-labelledby="risks--note-title" id="risks--note">
<p class="box-title" id="risks--note-title">Good to know</p><p>See <a href="#what-is-migraine--what-is-aura">aura</a>.</p></section>
<p>A picture in a line: <img src="images/dot.png" alt="A dark square"> and a decoration: <img src="images/dot.png" alt="">.
Water is H<sub>2</sub>O, the area is m<sup>2</sup>, <abbr title="magnetic resonance imaging">MRI</abbr>,
press <kbd>Ctrl</kbd>+<kbd>P</kbd>, <del>gone</del>, <code>dose &lt; 1 &amp;&amp; safe</code>,
<span lang="ja"><ruby>頭痛<rp>(</rp><rt>ずつう</rt><rp>)</rp></ruby></span>,
<a href="https://example.org/?a=1&amp;b=2">example.org</a>.</p>
<blockquote><p>“It feels like a storm.”</p></blockquote>
<pre><code class="language-text">if pain &gt; 7:
    call()
</code></pre>
<dl><dt>Infusion</dt><dd>Medicine given slowly into a vein.</dd><dt>Trial</dt><dd>A study that compares.</dd></dl>
<details><summary>More about the study</summary><p>It had 61 people.</p></details>
<hr>
<table class="form"><thead><tr><th scope="col">Date</th><th scope="col">How bad (0–10)</th><th scope="col">Medicine</th></tr></thead>
<tbody><tr><td></td><td></td><td></td></tr><tr><td></td><td></td><td></td></tr></tbody></table>`;

export const SOURCES = `
<h1 id="sources">Sources</h1>
<ol class="references"><li id="ref-schwenk2018">Schwenk ES. Ketamine infusions &amp; headache. <i>Reg Anesth Pain Med</i>.
2018;43:875–9. <a href="https://doi.org/10.1097/aap.0000000000000827">doi.org/10.1097/aap.0000000000000827</a></li>
<li id="ref-cohen2024">Cohen F. How common is migraine? <i>Headache</i>. 2024;64:516–32.</li></ol>`;

export const GATE = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120"><rect x="10" y="30" width="90" height="60" fill="#eef4f5"
stroke="#0b4f5c" stroke-width="3"/><rect x="220" y="30" width="90" height="60" fill="#ffffff" stroke="#0b4f5c"
stroke-width="3"/><circle cx="160" cy="60" r="14" fill="#0b4f5c"/><text x="55" y="65" font-size="14"
text-anchor="middle">Cell A</text><text x="265" y="65" font-size="14" text-anchor="middle">Cell B</text></svg>`;
