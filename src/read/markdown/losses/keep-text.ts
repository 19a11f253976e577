/** Keeps what Markdown would drop from a chapter, and reports what cannot be kept. */
import type { Root } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../core/source-location.ts';
import { reportOpenFormulas } from '../open-formulas.ts';
import { keepDefinitions } from './definitions.ts';
import { reportLiteralMarkup } from './literal-markup.ts';
import { reportLostSigns } from './lost-signs.ts';
import { printMarks } from './marks-as-text.ts';
import { keepSurplusCells } from './surplus-cells.ts';
import { reportUnclosed } from './unclosed-blocks.ts';
import { printAddresses } from './wordless-links.ts';

/** Changes the tree in place. Diagnostics: those of the functions that it calls. */
export function keepText(tree: Root, source: SourceFile, report: Report): void {
  reportUnclosed(tree, source, report);
  reportOpenFormulas(tree, source, report);
  reportLiteralMarkup(tree, source, report);
  reportLostSigns(tree, source, report);
  keepDefinitions(tree, source, report);
  printAddresses(tree, source, report);
  printMarks(tree, source);
  keepSurplusCells(tree, source, report);
}
