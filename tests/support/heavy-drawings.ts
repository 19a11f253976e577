/** Writes drawings with a given amount of one load. */
import type { CostedResource } from '../../src/render/images/svg/cost/limits.ts';
import { png } from './pictures.ts';

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: Math.ceil(count) }, (_, index) => part(index)).join('');

export const writeDrawing = (inside: string, attributes = 'viewBox="0 0 300 300"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;

const RECT = '<rect width="300" height="300" fill="#fff" opacity=".5"';

/** For each load, a drawing with about `count` of it, and little of the others. */
export const HEAVY: Readonly<Record<CostedResource, (count: number) => string>> = {
  elements: (count) =>
    writeDrawing(
      `<defs><circle id="a" r="2"/></defs>${times(count / 2, (index) => `<use href="#a" x="${index % 300}" y="${(index / 300) % 300}"/>`)}`,
    ),
  points: (count) =>
    writeDrawing(
      `<path fill="none" stroke="red" d="M0 0${times(count, (index) => `L${index % 300} ${(index * 7) % 300}`)}"/>`,
    ),
  characters: (count) => writeDrawing(`<text x="0" y="9">${'Drink enough. '.repeat(count / 14)}</text>`),
  dashes: (count) =>
    writeDrawing(
      times(count / 10_000, () => `<path stroke="red" fill="none" stroke-dasharray=".01" d="M0 0H200"/>`),
    ),
  stops: (count) => {
    const colors = times(100, (index) => `<stop offset=".${index}" stop-color="#${100 + index}"/>`);
    const shape = RECT.replace('#fff', 'url(#a)');
    return writeDrawing(
      `<linearGradient id="a">${colors}</linearGradient>${times(count / 100, () => `${shape}/>`)}`,
    );
  },
  chained: (count) => {
    const length = Math.floor(Math.sqrt(2 * count));
    const links = times(length, (index) => `<linearGradient id="a${index + 1}" href="#a${index}"/>`);
    return writeDrawing(
      `<linearGradient id="a0"><stop/></linearGradient>${links}${RECT.replace('#fff', `url(#a${length - 1})`)}/>`,
    );
  },
  patterns: (count) =>
    writeDrawing(
      `<pattern id="a" width="5" height="5" patternUnits="userSpaceOnUse"><circle r="2"/></pattern>${times(count, (index) => `<rect x="${index % 280}" width="20" height="20" fill="url(#a)"/>`)}`,
    ),
  masks: (count) =>
    writeDrawing(
      `<mask id="a"><circle r="150" fill="#fff"/></mask>${times(count, () => `${RECT} mask="url(#a)"/>`)}`,
    ),
  filters: (count) =>
    writeDrawing(
      `<filter id="a"><feGaussianBlur stdDeviation="2"/></filter>${times(count, () => `${RECT} filter="url(#a)"/>`)}`,
    ),
  filterSteps: (count) => {
    const doublings = Math.floor(Math.log2(count));
    const steps = times(
      doublings,
      (index) => `<feOffset in="r${index}" in2="r${index}" result="r${index + 1}"/>`,
    );
    return writeDrawing(
      `<filter id="a">${steps.replaceAll('feOffset', 'feComposite')}</filter>${RECT} filter="url(#a)"/>`,
    );
  },
  pixels: (count) => {
    const side = Math.floor(Math.sqrt(count) / 8);
    const image = Buffer.from(png(Array.from({ length: side }, () => Array(side).fill([9, 9, 9])))).toString(
      'base64',
    );
    return writeDrawing(`<image width="300" height="300" href="data:image/png;base64,${image}"/>`);
  },
  comparisons: (count) => {
    const each = Math.ceil(Math.sqrt(count));
    return writeDrawing(`<style>${times(each, () => 'g{fill:red}')}</style>${'<g/>'.repeat(each)}`);
  },
};
