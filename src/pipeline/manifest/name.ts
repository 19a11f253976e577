/** Defines the name of the manifest in the output folder. */
export const MANIFEST_FILE = 'manifest.json';
