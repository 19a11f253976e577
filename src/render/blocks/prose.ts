/** Marks what novels set in their own way: indented paragraphs, drop capitals and the breaks between scenes. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { ProseLook, SceneBreak } from '../../core/model/prose-look.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { addClass, hasClass, listClasses } from '../../lib/html/classes.ts';

/** A paragraph that is a scene break in any text: an asterism, or three asterisks that are no rule of Markdown. */
const ORNAMENT = /^\s*(?:\u2042|\*[ \u00A0]?\*[ \u00A0]?\*)\s*$/;

/** Classes of paragraphs that are no running text. */
const OWN_LOOK = /^(?:align-|attribution$|stanza$|speech$|lines$)/;

/** Returns whether the text looks like that of a novel, whose first paragraph is no lead. */
export const isNovel = (look: ProseLook | undefined): boolean =>
  look?.hasIndents === true || look?.hasDropCaps === true;

/** Marks the paragraphs and rules of a chapter. Changes the chapter in place. */
export function markProse(tree: Root, look: ProseLook | undefined, source: SourceFile): void {
  markSceneBreaks(tree, look, source);
  removeDropCaps(tree);
  if (look?.hasDropCaps) markDropCap(tree);
  if (look?.hasIndents) markIndents(tree);
}

function markSceneBreaks(tree: Root, look: ProseLook | undefined, { text }: SourceFile): void {
  const chosen = look?.sceneBreak ?? (look?.hasIndents ? 'asterisks' : undefined);
  const isOrnament = (rule: Element): boolean => text[rule.position?.start.offset ?? -1] === '*';
  tree.children = tree.children.map((child): RootContent => {
    if (child.type !== 'element') return child;
    if (child.tagName === 'hr' && chosen !== undefined && isOrnament(child)) return markBreak(child, chosen);
    if (child.tagName !== 'p' || child.children.length !== 1) return child;
    const words = textOf(child);
    if (!ORNAMENT.test(words)) return child;
    const rule: Element = { ...child, tagName: 'hr', properties: {}, children: [] };
    return markBreak(rule, chosen ?? (words.includes('\u2042') ? 'asterism' : 'asterisks'));
  });
}

function markBreak(rule: Element, kind: SceneBreak): Element {
  if (kind !== 'rule') for (const name of ['scene-break', kind]) addClass(rule, name);
  return rule;
}

/** Takes the drop capitals from paragraphs that begin with no such letter. */
function removeDropCaps(tree: Root): void {
  for (const block of listBlocks(tree)) {
    if (!hasClass(block, 'drop-cap') || beginsWithLetter(block)) continue;
    block.properties.className = listClasses(block).filter((name) => name !== 'drop-cap');
  }
}

/** Gives a drop capital to the first paragraph after the title, and after an epigraph. */
function markDropCap(tree: Root): void {
  const blocks = listBlocks(tree);
  const [title] = blocks;
  if (title?.tagName !== 'h1') return;
  const first = blocks.slice(1).find((block) => !hasClass(block, 'epigraph'));
  if (first === undefined || !isProse(first) || !beginsWithLetter(first)) return;
  if (!hasClass(first, 'drop-cap')) addClass(first, 'drop-cap');
}

/** A letter of a script whose letters are not joined, also after a quotation mark. */
const CAPITAL =
  /^\s*[\p{Ps}\p{Pi}"'\u00BF\u00A1]{0,2}\s?[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}]/u;

/** Returns whether the first words are text with a capital to drop, which a note or an image is not. */
const beginsWithLetter = (paragraph: Element): boolean => CAPITAL.test(firstText(paragraph) ?? '');

function firstText({ children: [first] }: Element): string | undefined {
  if (first?.type === 'text') return first.value;
  const isWords = first?.type === 'element' && ['em', 'strong', 'span', 'i', 'b'].includes(first.tagName);
  return isWords ? firstText(first) : undefined;
}

/** Indents each paragraph that follows another one directly. */
function markIndents(tree: Root): void {
  const blocks = listBlocks(tree);
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1];
    if (before === undefined || !isProse(before) || !isProse(block)) continue;
    if (hasClass(block, 'new-page') || hasClass(block, 'drop-cap')) continue;
    addClass(before, 'joined');
    addClass(block, 'indented');
  }
}

const listBlocks = ({ children }: Root): readonly Element[] =>
  children.filter((child): child is Element => child.type === 'element');

const isProse = (element: Element): boolean =>
  element.tagName === 'p' &&
  !listClasses(element).some((name) => OWN_LOOK.test(name)) &&
  element.children.some(isWords);

const isWords = (child: ElementContent): boolean =>
  child.type === 'text' ? child.value.trim() !== '' : child.type === 'element' && child.tagName !== 'img';
