import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Answers, Deal, Question, Word } from "../deal/deal";
import { keptIn } from "../deal/keptAnswers";
import { readDeal } from "../deal/readDeal";
import type { Workbook } from "../sheet/workbook";
import { messageOf } from "./messageOf";
import type { OpenWorkbook } from "./openWorkbook";

/** What the pane knows of the deals in the workbook. */
export interface DealReading {
  /** The largest first; as they were last read. Undefined: not read yet. */
  readonly deals: readonly Deal[] | undefined;
  /** The figures shown may be from before the last change. */
  readonly isReading: boolean;
  /** Why it could not be read. */
  readonly fault?: string;
  /** What the figures were, for a moment after they have changed. */
  readonly before?: readonly Deal[];
  /** As it was last read. */
  readonly workbook?: Workbook;
  readonly answers: Answers;
  /** The workbook has the same answers on its sheet Deal. */
  readonly isKept: boolean;
  readonly answered: readonly AnsweredQuestion[];
  readonly answer: (question: Question, word: Word) => void;
  /** Asks again. */
  readonly takeBack: (question: Question) => void;
}

export interface AnsweredQuestion {
  readonly question: Question;
  readonly word: Word;
}

/** Changes that come one after another are read together, and whoever types on is not held up. */
const PAUSE = 120;
/** A workbook that takes long to read is read less often. */
const LONGEST_PAUSE = 2_000;
/** So long the figures from before a change stay beside the new ones. */
const REMEMBERED = 3_000;

/** A new object with every reading: the workbook may be the same one, with other figures in it. */
interface Read {
  readonly workbook: Workbook;
  readonly kept: Answers;
}

/** The deals of the workbook, read again after every change. What is answered lives here until it is kept. */
export function useDealReading(open: OpenWorkbook): DealReading {
  const [read, setRead] = useState<Read | undefined>();
  const [isReading, setReading] = useState(true);
  const [fault, setFault] = useState<string | undefined>();
  const [answered, setAnswered] = useState<readonly AnsweredQuestion[]>([]);
  useEffect(() => {
    setRead(undefined);
    setAnswered([]);
    return followed(open, {
      onBegin: () => setReading(true),
      onRead: (next) => {
        setRead(next);
        setFault(undefined);
        setReading(false);
      },
      onFault: (message) => {
        setFault(message);
        setReading(false);
      },
    });
  }, [open]);

  const answers = useMemo((): Answers => new Map([...(read?.kept ?? []), ...answered.map(({ question, word }) => [question.id, word] as const)]), [read, answered]);
  const found = useMemo(() => (read === undefined ? undefined : dealsOf(read.workbook, answers)), [read, answers]);
  const deals = Array.isArray(found) ? found : undefined;
  const before = useBefore(deals);
  const answer = useCallback((question: Question, word: Word) => setAnswered((known) => [...known.filter((one) => one.question.id !== question.id), { question, word }]), []);
  const takeBack = useCallback((question: Question) => setAnswered((known) => known.filter((one) => one.question.id !== question.id)), []);
  const message = typeof found === "string" ? found : fault;
  const isKept = read !== undefined && read.kept.size > 0 && read.kept.size === answers.size && [...answers].every(([id, word]) => read.kept.get(id) === word);
  return { deals, isReading, answers, ...(read && { workbook: read.workbook }), isKept, answered, answer, takeBack, ...(message === undefined ? {} : { fault: message }), ...(before === undefined ? {} : { before }) };
}

function dealsOf(workbook: Workbook, answers: Answers): readonly Deal[] | string {
  try {
    return readDeal(workbook, answers);
  } catch (fault) {
    return messageOf(fault);
  }
}

interface Reader {
  readonly onBegin: () => void;
  readonly onRead: (read: Read) => void;
  readonly onFault: (message: string) => void;
}

/** Reads now and after each change, until the answer is called. While one reading is under way the next waits, and is one for all. */
function followed({ host, workbook }: OpenWorkbook, { onBegin, onRead, onFault }: Reader): () => void {
  const now = { isOpen: true, wanted: 0, isUnderWay: false, took: 0 };
  let pause: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    if (now.isUnderWay) return;
    now.isUnderWay = true;
    for (let done = 0; done < now.wanted && now.isOpen; ) {
      done = now.wanted;
      // A later change overtakes this reading.
      const isLatest = () => now.isOpen && done === now.wanted;
      const start = performance.now();
      try {
        const found = await workbook();
        if (isLatest()) onRead({ workbook: found, kept: keptIn(found).answers });
      } catch (fault) {
        if (isLatest()) onFault(messageOf(fault));
      }
      now.took = performance.now() - start;
    }
    now.wanted = 0;
    now.isUnderWay = false;
  };
  const want = (wait: number) => {
    now.wanted++;
    onBegin();
    clearTimeout(pause);
    pause = setTimeout(() => void look(), wait);
  };
  want(0);
  const watching = host.watch({ onChange: () => want(Math.min(LONGEST_PAUSE, Math.max(PAUSE, now.took))) });
  watching.catch((reason: unknown) => onFault(messageOf(reason)));
  return () => {
    now.isOpen = false;
    clearTimeout(pause);
    watching.then((stop) => stop()).catch(() => undefined);
  };
}

/** The deals as they were before their figures changed, for as long as somebody may want to compare. */
function useBefore(deals: readonly Deal[] | undefined): readonly Deal[] | undefined {
  const last = useRef<readonly Deal[] | undefined>();
  const forgetting = useRef<ReturnType<typeof setTimeout> | undefined>();
  const [before, setBefore] = useState<readonly Deal[] | undefined>();
  useEffect(() => {
    const earlier = last.current;
    last.current = deals;
    if (earlier === undefined || deals === undefined || figuresOf(earlier) === figuresOf(deals)) return;
    setBefore(earlier);
    clearTimeout(forgetting.current);
    forgetting.current = setTimeout(() => setBefore(undefined), REMEMBERED);
  }, [deals]);
  useEffect(() => () => clearTimeout(forgetting.current), []);
  return before;
}

function figuresOf(deals: readonly Deal[]): string {
  return JSON.stringify(deals.map(({ total, payees }) => [total, payees.map((payee) => payee.total)]));
}
