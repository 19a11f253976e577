/**
 * Keeps the colors that HTML in Markdown gives to words, if they can be read on white paper and on the background of boxes,
 * also where a printer has no colors. Loaded only for texts with colors.
 */
import type { Element, Root } from 'hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { locationAt, type SourceFile } from '../../core/source-location.ts';
import {
  approachContrast,
  MIN_CONTRAST,
  measureContrast,
  readColor as parseColor,
} from '../../lib/color/contrast.ts';
import { visit } from '../../lib/html/visit.ts';
import { OncePerKind } from './once-per-kind.ts';
import { findColor } from './style-attribute.ts';

/** Darkest background of the styles: `--tint` in `styles/tokens.css`. What contrasts with it contrasts more with white. */
export const DARKEST_BACKGROUND = '#eef4f5';

/** Values that mean the color of the text around the element. */
const NO_COLOR = /^(?:inherit|initial|unset|revert|auto|currentcolor|windowtext)$/;

/** What becomes of a color. */
export type ColorReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  /** As `#RRGGBB`. */
  | { readonly kind: 'kept'; readonly color: string }
  /** The contrast ratio, and the nearest color of this hue that is dark enough, as `#RRGGBB`. */
  | { readonly kind: 'faint'; readonly contrast: number; readonly darker: string };

/** Reads a color of CSS: a name, `#rgb`, `#rrggbb`, `rgb()`, `hsl()` or `hwb()`. Transparent parts show white paper. */
export function readColor(written: string): ColorReading {
  if (NO_COLOR.test(written)) return { kind: 'none' };
  const color = parseColor(written);
  if (color === undefined) return { kind: 'unreadable' };
  const contrast = measureContrast(color, DARKEST_BACKGROUND);
  return contrast >= MIN_CONTRAST
    ? { kind: 'kept', color }
    : { kind: 'faint', contrast, darker: approachContrast(color, DARKEST_BACKGROUND, { towards: 'black' }) };
}

/**
 * Gives elements with a readable color the attribute `data-color`, `#RRGGBB`, in place. Print uses it.
 * Diagnostic: `html-style-dropped`.
 */
export function honorColors(tree: Root, source: SourceFile, report: Report): void {
  const found = new OncePerKind();
  const readings = new Map<string, ColorReading>();
  visit(tree, 'element', (element: Element) => {
    const { properties, position } = element;
    // An author's own attribute would not be checked.
    delete properties.dataColor;
    const written = findColor(element);
    if (written === undefined) return;
    const reading = readings.get(written) ?? readColor(written);
    readings.set(written, reading);
    if (reading.kind === 'kept') properties.dataColor = reading.color;
    if (reading.kind === 'kept' || reading.kind === 'none') return;
    const place = locationAt(source, position?.start.offset ?? 0);
    found.add(written, place, (places) => {
      const facts = { tag: element.tagName, written: shorten(`color: ${written}`), ...places };
      return diagnostic(
        'html-style-dropped',
        reading.kind === 'faint' ? { ...facts, faint: reading } : facts,
        place,
      );
    });
  });
  found.reportAll(report);
}

/** Shortens what an author wrote, for a message. */
const shorten = (written: string): string =>
  written.length > 40 ? `${written.slice(0, 40).toWellFormed()}…` : written;
