/** Asks for the template, the title and the language of a new publication. */
import { createInterface } from 'node:readline/promises';
import { normalizeLanguageTag, repairLanguageTag } from '../../read/language/language-tag.ts';
import { STARTERS, type StarterAnswers } from './starter.ts';

/** What is answered, without the name of the folder. */
export type Answers = Omit<StarterAnswers, 'id'>;

/** Streams of a terminal. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks each question until the answer is valid. An empty answer is the default.
 * @returns `undefined` if the input ends before the last answer, or at the signal
 */
export async function askQuestions(
  defaults: Answers,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Answers | undefined> {
  const lines = createInterface(terminal);
  // Reads all lines in turn: `question` loses those that come before it.
  const answers = lines[Symbol.asyncIterator]();
  let isClosed = false;
  lines.once('close', () => (isClosed = true));
  const close = (): void => lines.close();
  signal.addEventListener('abort', close, { once: true });
  // A terminal in raw mode sends no signal for Ctrl+C.
  lines.once('SIGINT', close);
  const ask: Ask = async (question, standard) => {
    const prompt = `${question} [${standard}]: `;
    lines.setPrompt(prompt);
    // The input can have ended although not all of its lines were taken.
    if (isClosed) terminal.output.write(prompt);
    else lines.prompt();
    const { value, done } = await answers.next();
    return done ? undefined : value.trim() || standard;
  };
  try {
    return await askAll(defaults, ask);
  } finally {
    signal.removeEventListener('abort', close);
    lines.close();
  }
}

/** Returns the answer, or the default for an empty one; `undefined` if the input has ended. */
type Ask = (question: string, standard: string) => Promise<string | undefined>;

async function askAll(defaults: Answers, ask: Ask): Promise<Answers | undefined> {
  const template = await askUntilValid(
    () => ask(`Template (${STARTERS.join(', ')})`, defaults.template),
    (answer) => STARTERS.find((name) => name === answer.toLowerCase()),
  );
  if (template === undefined) return undefined;
  const title = await ask('Title', defaults.title);
  if (title === undefined) return undefined;
  const language = await askUntilValid(
    () => ask('Language of your text, such as en, de or pt-BR', defaults.language),
    (answer) => normalizeLanguageTag(answer) ?? repairLanguageTag(answer),
  );
  return language === undefined ? undefined : { template, title, language };
}

/** Asks until an answer is valid. Returns `undefined` if the input has ended. */
async function askUntilValid<T>(
  ask: () => Promise<string | undefined>,
  parse: (answer: string) => T | undefined,
): Promise<T | undefined> {
  for (;;) {
    const answer = await ask();
    if (answer === undefined) return undefined;
    const value = parse(answer);
    if (value !== undefined) return value;
  }
}
