/**
 * Keeps the colors that HTML in Markdown gives to words, if they can be read on white paper and on the background of boxes,
 * also where a printer has no colors. Loaded only for texts with colors.
 */
import Color, { type ColorInstance } from 'color';
import type { Element, Root } from 'hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { locationAt, type SourceFile } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { OncePerKind } from './once-per-kind.ts';
import { findColor } from './style-attribute.ts';

/** Smallest contrast ratio of text (WCAG 2.2, 1.4.3). Larger text needs less, but the size is not known here. */
export const MIN_CONTRAST = 4.5;

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
  const parsed = parseColor(written);
  if (parsed === undefined) return { kind: 'unreadable' };
  const color = Color('white').mix(parsed.alpha(1), parsed.alpha());
  const contrast = measure(color);
  return contrast >= MIN_CONTRAST
    ? { kind: 'kept', color: color.hex() }
    : { kind: 'faint', contrast, darker: darken(color).hex() };
}

function parseColor(written: string): ColorInstance | undefined {
  try {
    return Color(written);
  } catch {
    return undefined;
  }
}

/** Measures the contrast of what is printed: eight bits for each part. */
const measure = (color: ColorInstance): number => Color(color.hex()).contrast(Color(DARKEST_BACKGROUND));

/** Lowers the lightness in steps of one percent. Black is dark enough, so that it ends. */
function darken(color: ColorInstance): ColorInstance {
  let [darker, lightness] = [color, Math.floor(color.lightness())];
  while (lightness > 0 && measure(darker) < MIN_CONTRAST) {
    lightness -= 1;
    darker = color.lightness(lightness);
  }
  return darker;
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
