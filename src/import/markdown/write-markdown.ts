/** Writes the HTML of a Word document as Markdown. */
import type { Element, Root as HastRoot } from 'hast';
import type { Heading, Root } from 'mdast';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { visit } from '../../lib/html/visit.ts';
import type { Marks } from '../docx/marks.ts';
import { NOTE_REFERENCE, type Notes } from '../html/notes.ts';
import { buildHandlers, type HandlerFacts } from './handlers.ts';
import { linkAddresses } from './link-addresses.ts';
import { placeMarks } from './place-marks.ts';
import { UNSAFE } from './unsafe.ts';

/** What all chapters of a document share. */
export interface Conversion extends Pick<HandlerFacts, 'usePicture'> {
  readonly notes: Notes;
  readonly marks: Marks;
}

const writer = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkMath, { singleDollarTextMath: false })
  .use(remarkStringify, { bullet: '-', emphasis: '*', rule: '-', listItemIndent: 'one', unsafe: UNSAFE })
  .freeze();

/** Writes a chapter with its title and its notes. */
export function writeChapter(title: string, tree: HastRoot, conversion: Conversion): string {
  const labels = new Map<string, string>();
  const labelOf = (id: string): string => {
    const label = labels.get(id) ?? String(labels.size + 1);
    labels.set(id, label);
    return label;
  };
  const notes = findNotes(tree, conversion.notes);
  const whole: HastRoot = { type: 'root', children: [...tree.children, ...notes] };
  const handlers = buildHandlers({ labelOf, usePicture: conversion.usePicture });
  const converter = unified().use(rehypeRemark, { handlers, document: true });
  const markdown: Root = converter.runSync(whole);
  placeMarks(markdown, conversion.marks);
  linkAddresses(markdown);
  const heading: Heading = { type: 'heading', depth: 1, children: [{ type: 'text', value: title }] };
  return writer.stringify({ type: 'root', children: [heading, ...markdown.children] });
}

/** Returns the notes to which a tree refers, in the order of the references. */
function findNotes(tree: HastRoot, notes: Notes): readonly Element[] {
  const ids = new Set<string>();
  visit(tree, { tagName: NOTE_REFERENCE }, (element: Element) => {
    ids.add(String(element.properties.label));
  });
  return [...ids].flatMap((id) => notes.get(id) ?? []);
}
