import type { LabQuestion } from '../contract.ts';
import { sparesPerTemplate, sparesTotalMax } from '../limits.ts';
import type { Clone, Clones } from './clone.ts';
import type { Template } from './templates.ts';

/**
 * Copies made ahead of time, so that opening or resetting a question does not wait for the disk. Only templates that were
 * prepared or asked for have any; when there are too many, those of the template that was asked for longest ago go first.
 */
export class Spares {
  readonly #clones: Clones;
  readonly #ready = new Map<string, Promise<Clone>[]>();

  constructor(clones: Clones) {
    this.#clones = clones;
  }

  async take(template: Template, question: LabQuestion): Promise<Clone> {
    const waiting = this.#ready.get(template.name) ?? [];
    const spare = waiting.shift();
    // The one that was asked for last stands last.
    this.#ready.delete(template.name);
    this.#ready.set(template.name, waiting);
    const clone = (await spare?.catch(() => null)) ?? (await this.#clones.make(template, question));
    this.#refill(template, question);
    return clone;
  }

  /** Makes copies for whoever will ask. */
  warm(template: Template, question: LabQuestion): void {
    if (!this.#ready.has(template.name)) this.#ready.set(template.name, []);
    this.#refill(template, question);
  }

  #refill(template: Template, question: LabQuestion): void {
    const waiting = this.#ready.get(template.name);
    if (!waiting) return;
    while (waiting.length < sparesPerTemplate) {
      const made = this.#clones.make(template, question);
      made.catch(() => {});
      waiting.push(made);
    }
    let total = [...this.#ready.values()].reduce((sum, list) => sum + list.length, 0);
    for (const [name, list] of this.#ready) {
      if (total <= sparesTotalMax || name === template.name) break;
      total -= list.length;
      this.#ready.delete(name);
      for (const made of list) void made.then((clone) => this.#clones.drop(clone)).catch(() => {});
    }
  }
}
