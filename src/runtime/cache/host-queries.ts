/** What is asked of the world, and the answers as short texts: the same text means that nothing has changed. */
import { isAbsolute, relative, sep } from 'node:path';
import { type GuardedHost, type Host, HostError } from '../../core/host.ts';
import { digestOf } from './digest.ts';

/** Answers by question, as `read content/a.md`. */
export type Answers = ReadonlyMap<string, string>;

interface Question<T> {
  ask(host: Host, subject: string): T | Promise<T>;
  answer(found: T): string;
}

const question = <T>(ask: Question<T>['ask'], answer: Question<T>['answer']): Question<T> => ({
  ask,
  answer,
});

/** Every way in which a {@link Host} can be asked. */
export const QUESTIONS = {
  list: question(
    (host, path) => host.list(path),
    (entries) => digestOf(JSON.stringify(entries)),
  ),
  kind: question(
    (host, path) => host.kind(path),
    (kind) => kind ?? 'nothing',
  ),
  resolve: question(
    (host, path) => host.resolve(path),
    (path) => path,
  ),
  read: question((host, path) => host.read(path), digestOf),
  stamp: question(
    (host, path) => host.stamp(path),
    (stamp) => stamp,
  ),
  // A digest: what stands in the environment may be secret.
  variable: question(
    (host, name) => host.variable(name),
    (value) => (value === undefined ? 'unset' : digestOf(value)),
  ),
  today: question(
    (host) => host.today(),
    (day) => day,
  ),
} as const satisfies Record<
  Exclude<keyof Host, 'write' | 'remove' | 'look' | 'exclusively' | 'state' | 'shared'>,
  unknown
>;

export type Way = keyof typeof QUESTIONS;

/** The answer that a failure is: that a file cannot be read is known, too. */
export const failureAnswer = (error: unknown): string =>
  error instanceof HostError ? `failed: ${error.kind}` : 'failed';

/** Paths below the project as they stand in a cache that another folder or machine may use. */
export class Paths {
  readonly #root: string;
  /** How most paths begin. */
  readonly #start: string;

  /** @param root absolute path of the project */
  constructor(root: string) {
    this.#root = root;
    this.#start = root.endsWith(sep) ? root : root + sep;
  }

  /** Below the project: relative to it, with `/`, after `../../cache/`; elsewhere as it is. */
  shorten(path: string): string {
    // To normalise what is normal takes longer than all else that is done with an answer.
    const isNormal = path.startsWith(this.#start) && !/[\\/](?:\.{0,2})(?:[\\/]|$)/.test(path);
    const within = isNormal ? path.slice(this.#start.length) : relative(this.#root, path);
    if (within.startsWith('..') || isAbsolute(within)) return path;
    return `./${within.split(sep).join('/')}`;
  }

  lengthen(path: string): string {
    if (!path.startsWith('../../cache/')) return path;
    return path === '../../cache/'
      ? this.#root
      : this.#start + path.slice('../../cache/'.length).split('/').join(sep);
  }
}

/** @param subject a path or a name, as it was asked */
export const keyOf = (way: Way, subject: string, paths: Paths): string =>
  `${way} ${way === 'variable' || way === 'today' ? subject : paths.shorten(subject)}`;

/** Where links lead is an answer that is a path. */
export const answerText = <T>(way: Way, found: T, paths: Paths): string => {
  const { answer } = QUESTIONS[way] as unknown as Question<T>;
  const text = answer(found);
  return way === 'resolve' ? paths.shorten(text) : text;
};

/** Asks anew, each question once. */
export class Questioner {
  readonly #host: GuardedHost;
  readonly #paths: Paths;
  readonly #asking = new Map<string, Promise<string>>();
  /** What has been answered: most of what publications ask is the same, and to wait for it anew takes longer than to look. */
  readonly #answers = new Map<string, string>();

  constructor(host: GuardedHost, paths: Paths) {
    this.#host = host;
    this.#paths = paths;
  }

  /** Whether every answer is still the one that was given. */
  async confirms(answers: readonly (readonly [key: string, answer: string])[]): Promise<boolean> {
    for (const [key, answer] of answers) {
      if ((this.#answers.get(key) ?? (await this.#answer(key))) !== answer) return false;
    }
    return true;
  }

  async #answer(key: string): Promise<string> {
    const asking = this.#asking.get(key) ?? this.#ask(key);
    this.#asking.set(key, asking);
    const answer = await asking;
    this.#answers.set(key, answer);
    return answer;
  }

  async #ask(key: string): Promise<string> {
    const space = key.indexOf(' ');
    const [way, subject] = [key.slice(0, space), key.slice(space + 1)];
    if (!isWay(way)) return 'not understood';
    try {
      const found = await QUESTIONS[way].ask(this.#host, this.#paths.lengthen(subject));
      return answerText(way, found, this.#paths);
    } catch (error) {
      return failureAnswer(error);
    }
  }
}

const isWay = (text: string): text is Way => Object.hasOwn(QUESTIONS, text);
