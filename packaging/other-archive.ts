/** Replaces JSZip, to which epub-gen-memory writes the type of the file before Handpress gives it another archive. */
class OtherArchive {
  file(name: string): void {
    if (name !== 'mimetype') throw new Error('The bundle of Handpress has no JSZip.');
  }
}

// biome-ignore lint/style/noDefaultExport: the library imports JSZip's default.
export { OtherArchive as default };
