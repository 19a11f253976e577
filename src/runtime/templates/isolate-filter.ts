/**
 * The filter `isolate` of templates: `{{ title | isolate: language }}` writes a text with its numbers isolated from
 * the direction of a language that is read from right to left.
 */
import { findDirection, findSequenceDirection } from '../../core/language.ts';
import { findNumberRuns, type NumberRun } from '../../lib/text/number-runs.ts';

/**
 * Returns the text as HTML.
 * @param languages BCP 47; the first that is given is that of the text
 * @param escapeText escapes text for HTML
 */
export function isolateInMarkup(
  text: string,
  languages: readonly unknown[],
  escapeText: (value: unknown) => string,
): string {
  const language = languages.find((each) => typeof each === 'string' && each !== '');
  if (typeof language !== 'string' || findDirection(language) === 'ltr') return escapeText(text);
  return writeRuns(
    findNumberRuns(text, findSequenceDirection(language)),
    { text, from: 0, to: text.length },
    escapeText,
  );
}

interface TextPart {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function writeRuns(
  runs: readonly NumberRun[],
  { text, from, to }: TextPart,
  escapeText: (value: unknown) => string,
): string {
  let [result, at] = ['', from];
  for (const { start, end, direction, isOverride, inner } of runs) {
    const content = writeRuns(inner, { text, from: start, to: end }, escapeText);
    const name = isOverride ? 'bdo' : 'bdi';
    result += `${escapeText(text.slice(at, start))}<${name} dir="${direction}">${content}</${name}>`;
    at = end;
  }
  return result + escapeText(text.slice(at, to));
}
