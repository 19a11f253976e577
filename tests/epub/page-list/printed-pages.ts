/**
 * What a reader of a PDF finds at the top of each page: the content in the order of the page's own tags, with pdf.js, which
 * Handpress does not use. Marks of lists are left out, as the e-book has none.
 */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFPageProxy, TextItem } from 'pdfjs-dist/types/src/display/api.js';

export interface TopOfPage {
  /** As the file labels it. */
  readonly label: string;
  /** The page begins with a picture: its alternative text. */
  readonly picture?: string;
  /** Text up to the end of the first elements; without white space. */
  readonly text: string;
}

interface Tag {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Tag[];
}

/** Letters that are enough to know a place by. */
const ENOUGH = 40;

export async function topsOfPages(bytes: Uint8Array): Promise<readonly TopOfPage[]> {
  const loading = getDocument({ data: bytes.slice(), verbosity: 0 });
  const pdf = await loading.promise;
  const labels = (await pdf.getPageLabels()) ?? [];
  const tops: TopOfPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const top = topOf(await page.getStructTree(), await textsById(page));
    tops.push({ ...top, label: labels[number - 1] ?? String(number) });
  }
  await loading.destroy();
  return tops;
}

async function textsById(page: PDFPageProxy): Promise<ReadonlyMap<string, string>> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const texts = new Map<string, TextItem[]>();
  const open: (string | undefined)[] = [];
  for (const item of items) {
    if ('str' in item) {
      const id = open.findLast((one) => one !== undefined);
      if (id !== undefined) texts.set(id, [...(texts.get(id) ?? []), item]);
    } else if (item.type === 'endMarkedContent') open.pop();
    else open.push(item.id ?? undefined);
  }
  return new Map([...texts].map(([id, items]) => [id, inOrder(items)]));
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** pdf.js gives words of a line from right to left in the order of the page, from the left. */
function inOrder(items: readonly TextItem[]): string {
  const lines = new Map<number, TextItem[]>();
  for (const item of items) {
    const y = Math.round(Number(item.transform[5]));
    lines.set(y, [...(lines.get(y) ?? []), item]);
  }
  return [...lines.values()]
    .map((line) => (line.some(({ str }) => RIGHT_TO_LEFT.test(str)) ? line.toReversed() : line))
    .flatMap((line) => line.map(({ str }) => str))
    .join('');
}

function topOf(tree: Tag | null, texts: ReadonlyMap<string, string>): Omit<TopOfPage, 'label'> {
  const leaves = tree === null ? [] : leavesOf(tree);
  const [first] = leaves;
  let text = '';
  for (const leaf of leaves) {
    if (text.length < ENOUGH) text += (texts.get(leaf.id ?? '') ?? '').replace(/\s+/g, '');
  }
  return { text, ...(first?.role === 'Figure' && { picture: first.alt ?? '' }) };
}

/** Pieces of content and pictures, in order. */
function leavesOf(tag: Tag): readonly Tag[] {
  if (tag.role === 'Lbl') return [];
  if (tag.role === 'Figure' || tag.type === 'content') return [tag];
  return (tag.children ?? []).flatMap(leavesOf);
}
