/**
 * Defines globals that pdf.js looks for when it is loaded, and warns about if they are missing. It uses them only to paint pages, which no
 * test does. So the package that has them (34 MB) is left out (`overrides` in `package.json`).
 */
Object.assign(globalThis, { DOMMatrix: class DOMMatrix {}, Path2D: class Path2D {} });
