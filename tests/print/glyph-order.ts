/** Reads the characters of a page in the order in which they are printed, from the left, by the places of their glyphs. */
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface Glyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A glyph as pdf.js describes it; a number is a shift. */
type Shown = number | { readonly unicode: string; readonly width: number };
type Matrix = readonly number[];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

function multiply([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: Matrix, other: Matrix): Matrix {
  const [g = 0, h = 0, i = 0, j = 0, k = 0, l = 0] = other;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Returns the lines of all pages from the top down, each from the left to the right. */
export async function readGlyphOrder(bytes: Uint8Array): Promise<readonly string[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const lines: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { fnArray, argsArray } = await (await pdf.getPage(number)).getOperatorList();
    const rows = Map.groupBy(collectGlyphs(fnArray, argsArray as readonly unknown[][]), ({ y }) =>
      Math.round(y),
    );
    for (const [, row] of [...rows].sort(([one], [other]) => other - one)) {
      lines.push(
        [...row]
          .sort((one, other) => one.x - other.x)
          .map(({ text }) => text)
          .join(''),
      );
    }
  }
  await task.destroy();
  return lines;
}

function collectGlyphs(operators: readonly number[], operands: readonly unknown[][]): readonly Glyph[] {
  const reader = new GlyphReader();
  for (const [index, operator] of operators.entries()) reader.read(operator, operands[index] ?? []);
  return reader.glyphs;
}

/** Follows the operators of a page (ISO 32000-1, 9.4), as far as Chromium writes them. */
class GlyphReader {
  readonly glyphs: Glyph[] = [];
  readonly #saved: Matrix[] = [];
  #page = IDENTITY;
  #text = IDENTITY;
  #size = 1;

  readonly #work: Readonly<Record<number, (given: readonly unknown[]) => void>> = {
    [OPS.save]: () => void this.#saved.push(this.#page),
    [OPS.restore]: () => {
      this.#page = this.#saved.pop() ?? IDENTITY;
    },
    [OPS.transform]: (given) => {
      this.#page = multiply(this.#page, given as Matrix);
    },
    [OPS.beginText]: () => {
      this.#text = IDENTITY;
    },
    [OPS.setTextMatrix]: ([matrix]) => {
      this.#text = Object.values(matrix ?? {}) as Matrix;
    },
    [OPS.moveText]: (given) => {
      this.#text = multiply(this.#text, [1, 0, 0, 1, ...(given as Matrix)]);
    },
    [OPS.setFont]: ([, size]) => {
      this.#size = Number(size);
    },
    [OPS.showText]: ([shown]) => this.#show(shown as readonly Shown[]),
  };

  read(operator: number, operands: readonly unknown[]): void {
    this.#work[operator]?.(operands);
  }

  #show(shown: readonly Shown[]): void {
    for (const each of shown) {
      const advance = typeof each === 'number' ? -each : each.width;
      const [, , , , x = 0, y = 0] = multiply(this.#page, this.#text);
      if (typeof each !== 'number') this.glyphs.push({ text: each.unicode, x, y });
      this.#text = multiply(this.#text, [1, 0, 0, 1, (advance / 1000) * this.#size, 0]);
    }
  }
}
