import { at } from "./fraction";

/** A deterministic source of chance (mulberry32): the same seed, the same cases. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 up to but not including 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return at(list, this.int(0, list.length - 1));
  }

  list<T>(length: number, make: (index: number) => T): T[] {
    return Array.from({ length }, (_, i) => make(i));
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((element) => ({ element, order: this.next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ element }) => element);
  }

  /** A positive whole number of exactly so many digits. */
  digits(count: number): string {
    return `${this.int(1, 9)}${this.list(count - 1, () => this.int(0, 9)).join("")}`;
  }
}
