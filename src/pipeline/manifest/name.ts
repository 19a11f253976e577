/** In the output folder. */
export const MANIFEST = 'manifest.json';
