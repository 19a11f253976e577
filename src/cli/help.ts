/** What `--help` says. `docs/command.md` shows it word for word; a test compares them. */
export const help = `Usage: handpress <command> [what...] [options]

Makes printable handouts, printed books (PDF) and e-books (EPUB) from Markdown.

Commands
  build [what...]   make every edition of the publications
  check [what...]   judge the content, make nothing
  manifest merge    join the output folders of the parts of a build (--shard)
  cache clear       remove what earlier builds have kept

  What: a Markdown file, a folder with a publication.yaml, a folder of such, or
  the name of a publication in content/. Nothing named: all of content/.

Options
  --root <folder>     the project (default: the current folder)
  --out <folder>      where the files go (default: dist in the project)
  --edition <name>    book, handouts, epub, epub-compatible, all, or one such as
                      a5 or book-a4; may be given again (default: all a
                      publication has)
  --duplex <edge>     long or short: over which edge the printer turns the
                      sheets of booklets (default: short)
  --proof             a picture of each file's pages beside it (x.proof.png); of an
                      e-book some screens, as a reading system shows them
  --cache <folder>    where what was made is kept for later builds
                      (default: handpress/builds in your own cache folder)
  --no-cache          make everything anew, and keep nothing
  --browser <path>    the Chrome or Chromium to print with
  --jobs <number>     documents printed at once (default: cores, 4 at most)
  --changed-since <commit>
                      only what was changed, committed or not, since the work
                      left that branch, tag or commit, as git tells
  --shard <i>/<n>     one part of n, for as many machines; parts are joined by
                      manifest merge <folder...> --out <folder>
  --format <name>     pretty; or for machines json, github, gitlab, junit or sarif
                      (default: pretty)
  --report <f>=<file> the same in a file beside that: json, gitlab, junit or
                      sarif, as --report sarif=out.sarif; may be given again
  --fail-on <what>    error or warning: what ends the run with 1 (default: error)
  --trace <file>      where the time went, in the Trace Event Format (Perfetto)
  --debug             say more when something fails
  --help              show this
  --version           show the version

Exit codes
  0 fine   1 something in the content   2 usage or configuration
  3 the environment (no browser, disk full)   70 a bug of ours   130 interrupted
`;
