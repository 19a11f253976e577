/**
 * Names that pdf.js looks for when it is loaded, and warns of where they are missing. It uses them only to paint pages, which no
 * test asks of it: so the package that has them (34 MB) is left out (`overrides` in `package.json`).
 */
Object.assign(globalThis, { DOMMatrix: class DOMMatrix {}, Path2D: class Path2D {} });
