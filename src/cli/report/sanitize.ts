/** Texts of files and messages for terminals and XML: neither may be spoken to by what somebody has put into a file. */

/** What a terminal obeys, what XML does not take (XML 1.0, section 2.2), and what turns the text after it round. */
const SPEAKING = /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Surrogate}\uFFFE\uFFFF]/gu;

/** The same text, with a sign in the place of each such character; line ends stay. */
export const harmless = (text: string): string => text.replace(SPEAKING, '\uFFFD');
