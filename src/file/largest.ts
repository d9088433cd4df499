/** The largest of some numbers, or `least` where none is larger. However many there are: a call takes only so many arguments. */
export function largest(numbers: Iterable<number>, least: number): number {
  let found = least;
  for (const number of numbers) if (number > found) found = number;
  return found;
}
