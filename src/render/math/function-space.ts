/** Puts the thin space of TeX before names of functions where Temml leaves it out: after letters with an index, and after brackets. */
import type { Element, ElementContent } from 'hast';

/** The invisible operator after the name of a function (U+2061). */
const APPLICATION = '\u2061';
/** A thin space, as Temml writes it. */
const THIN: Element = { type: 'element', tagName: 'mspace', properties: { width: '0.1667em' }, children: [] };
/** Elements whose first child has the others as indices. */
const WITH_INDEX = /^m(?:sub|sup|subsup|over|under(?:over)?)$/;

/** Returns the parts of a row of a formula with the missing spaces. */
export function spaceFunctions(children: readonly ElementContent[]): readonly ElementContent[] {
  return children.flatMap((child, index) => {
    const before = children[index - 1];
    const isSpaced = before !== undefined && isOrdinary(before) && isFunction(child, children[index + 1]);
    return isSpaced ? [THIN, child] : [child];
  });
}

/** Returns whether a part is the name of a function: it, or what follows, is applied to something. */
function isFunction(part: ElementContent, next: ElementContent | undefined): boolean {
  if (part.type !== 'element') return false;
  if (part.tagName === 'mrow') {
    const [name, application] = part.children;
    return name !== undefined && isFunction(name, application);
  }
  return isApplication(next) && isName(part);
}

function isName({ tagName, children }: Element): boolean {
  const [first] = children;
  if (WITH_INDEX.test(tagName)) return first?.type === 'element' && isName(first);
  return tagName === 'mi' && first?.type === 'text' && [...first.value].length > 1;
}

const isApplication = (part: ElementContent | undefined): boolean =>
  part?.type === 'element' &&
  part.tagName === 'mo' &&
  part.children[0]?.type === 'text' &&
  part.children[0].value === APPLICATION;

/** Returns whether a part ends with a letter, a number or a closing bracket, rather than with a sign or a space. */
function isOrdinary(part: ElementContent): boolean {
  if (part.type !== 'element' || part.tagName === 'mspace') return false;
  if (part.tagName === 'mo') return part.properties.form === 'postfix';
  const last = part.children.at(-1);
  return part.tagName === 'mrow' ? last !== undefined && isOrdinary(last) : true;
}
