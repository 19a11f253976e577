/**
 * Scans a content stream once: finds where marked content begins and ends and what is painted outside of
 * it, and extracts the box and the glyphs of the sequences for which they are requested.
 */

import { type OperatorVisitor, visitOperators } from '../../lib/pdf/content-stream.ts';
import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import type { ScanRequest, ScanResult } from './scan-types.ts';
import { Scanner } from './scanner.ts';

/**
 * Scans a content stream.
 * @throws {UnsupportedPdfError} when marked content is badly nested, or an operator is unknown
 */
export function scanContent(request: ScanRequest): ScanResult {
  const scanner = new Scanner(request);
  const visit: OperatorVisitor = (operator, start, end) => {
    const handle = HANDLERS.get(operator);
    if (handle === undefined)
      throw new UnsupportedPdfError(`the PDF has an operator of unknown effect: ${operator}`);
    handle(scanner, start, end);
  };
  visitOperators(request.text, visit, (operator, end) => (operator === 'BT' ? scanner.skipText(end) : end));
  return scanner.result();
}

type Handler = (scanner: Scanner, start: number, end: number) => void;

/** Operators that the scan ignores: they set graphics parameters or close a path, and paint nothing. */
const IGNORED = 'w J j M d ri i gs CS cs SC SCN sc scn G g RG rg K k TL Tr MP DP BX EX h';
const SPACING = 'Tc Tw Tz Ts';

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...IGNORED.split(' ').map((operator): [string, Handler] => [operator, () => undefined]),
  ...SPACING.split(' ').map((operator): [string, Handler] => [operator, (scanner) => scanner.space()]),
  ...['m', 'l', 'c', 'v', 'y', 're'].map((operator): [string, Handler] => [
    operator,
    (scanner, start) => scanner.path(operator, start),
  ]),
  ...['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*'].map((operator): [string, Handler] => [
    operator,
    (scanner, _start, end) => scanner.paintPath(end),
  ]),
  ['W', (scanner) => scanner.graphics.setClip()],
  ['W*', (scanner) => scanner.graphics.setClip()],
  ['n', (scanner) => scanner.endPath()],
  ['q', (scanner) => scanner.save()],
  ['Q', (scanner) => scanner.restore()],
  ['cm', (scanner, start) => scanner.graphics.transform(start)],
  ['BT', (scanner, start) => scanner.beginText(start)],
  ['ET', (scanner, _start, end) => scanner.endText(end)],
  ['Tf', (scanner, start) => scanner.graphics.setFont(start)],
  ['Tm', (scanner, start) => scanner.graphics.setLine(start)],
  ['Td', (scanner, start) => scanner.moveLine(start)],
  ['Tj', (scanner, start) => scanner.show(start)],
  ['TJ', (scanner, start) => scanner.show(start)],
  ['BDC', (scanner, start, end) => scanner.beginMarked(start, end)],
  ['BMC', (scanner, start, end) => scanner.beginMarked(start, end)],
  ['EMC', (scanner) => scanner.endMarked()],
  ['Do', (scanner, start, end) => scanner.draw(start, end)],
  ['sh', (scanner, start, end) => scanner.fill(start, end)],
]);
