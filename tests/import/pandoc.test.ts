/** What pandoc writes of a Word document is read, in its own Markdown and in that of GitHub. */
import { expect, test } from 'vitest';
import { png } from '../support/pictures.ts';
import { readAndRender, sectionHtml } from '../support/workbench.ts';

const PICTURE = { 'media/image1.png': png([[[200, 0, 0]]]) };

test('reads anchors, spans, sizes, styles and tracked changes of pandoc', async () => {
  const text = `---
author:
- Ada Lovelace
title: Fever in children
lang: en-GB
---

# []{#_Toc48 .anchor}At home {#at-home .unnumbered}

Drink [plenty of]{.underline} water, [as said]{custom-style="Nurse Note"}.\\
Rest, see [above](#at-home).

> Indented in Word, with H~2~O and 38 °C^a^.

![A thermometer](media/image1.png){width="3.0in" height="2.0in"}

-   one

<!-- -->

-   another list

[New]{.insertion author="Ada" date="2024-01-01T00:00:00Z"} [old]{.deletion author="Ada"} words[Why?]{.comment-start id="0" author="Ada"}[]{.comment-end id="0"}, [SMALL]{.smallcaps}.
`;
  const { book } = await readAndRender({ 'leaflet.md': text, ...PICTURE }, { what: 'leaflet.md' });
  const html = sectionHtml(book);
  expect(html).toContain('<u>plenty of</u> water, as said.<br>');
  expect(html).toContain('id="leaflet--_Toc48"');
  expect(html).toContain('<ins>New</ins> <del>old</del> words, <span class="small-caps">SMALL</span>.');
  expect(html).toMatch(/<img[^>]* alt="A thermometer"/);
  expect(html).not.toMatch(/[{}]|Why|custom-style|comment-/);
});

test('reads the HTML of `pandoc -t gfm` without a warning about sizes', async () => {
  const text = `# <span id="_Toc48" class="anchor"></span>At home

Drink <u>plenty of</u> water, H<sub>2</sub>O, <span class="smallcaps">Small</span>, <span class="mark">marked</span>.

<img src="media/image1.png" style="width:3in;height:2in" alt="A thermometer" />

<table>
<colgroup>
<col style="width: 50%" />
<col style="width: 49%" />
</colgroup>
<thead>
<tr>
<th>Age</th>
<th><blockquote>
<p>Dose</p>
</blockquote></th>
</tr>
</thead>
<tbody>
<tr>
<td>1 to 2 years</td>
<td><ul>
<li><p>half</p></li>
</ul></td>
</tr>
</tbody>
</table>
`;
  const { book } = await readAndRender({ 'leaflet.md': text, ...PICTURE }, { what: 'leaflet.md' });
  expect(sectionHtml(book)).toContain('id="leaflet--_Toc48"');
});
