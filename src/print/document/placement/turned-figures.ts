/** Turns figures whose type would be too small on an upright page: a landscape page has longer lines. */
import type { Element, Root } from 'hast';
import type { PaperEdition } from '../../../core/model/edition.ts';
import { POINTS_PER_MM } from '../../pagination/page-css.ts';
import { putOnTurnedPage } from './turned-page.ts';

/** Share of a turned page's height for the drawing; the rest is for its caption. */
const DRAWING_SHARE = 0.82;

/**
 * Puts figures of a tree on landscape pages of their own where that makes their type larger and it is too small upright.
 * Figures in a box or in a list are not turned.
 * @param turnedPage name of the landscape page
 */
export function turnFigures(tree: Root, edition: PaperEdition, turnedPage: string): void {
  for (const figure of [...tree.children]) {
    if (figure.type !== 'element' || figure.tagName !== 'figure' || !mustTurn(figure, edition)) continue;
    putOnTurnedPage(tree, figure, turnedPage, 'turned-figure');
  }
}

function mustTurn({ children }: Element, { page, margins, type }: PaperEdition): boolean {
  const drawing = children.find((child) => child.type === 'element' && child.tagName === 'svg');
  const style = String((drawing as Element | undefined)?.properties.style ?? '');
  const [legible, proportion] = ['legible', 'proportion'].map((name) =>
    Number(new RegExp(`--${name}: ([\\d.]+)`).exec(style)?.[1]),
  );
  if (!legible || !proportion || style.includes('inline-size')) return false;
  const width = (page.width - margins.inside - margins.outside) * POINTS_PER_MM;
  const height = (page.height - margins.top - margins.bottom) * POINTS_PER_MM;
  const needed = legible * type.smallest;
  const upright = Math.min(width, height * DRAWING_SHARE * proportion);
  const turned = Math.min(height, width * DRAWING_SHARE * proportion);
  return upright < needed && turned > upright * 1.1;
}
