/** Replaces the `mime` package, which epub-gen-memory asks for the types of images and fonts that it would download. */
function getNothing(): never {
  throw new Error('The bundle of Handpress has no table of media types.');
}

export { getNothing as getExtension, getNothing as getType };
