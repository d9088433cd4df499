/** So many answers are kept; then all are forgotten, and found anew. */
const MOST = 20_000;

/** A function of a text that keeps its answers: a workbook says the same words again and again. */
export function remembered<Answer>(of: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known as Answer;
    if (answers.size >= MOST) answers.clear();
    const answer = of(text);
    answers.set(text, answer);
    return answer;
  };
}
