/** Pages of a list that one or several questions answer, one question after the other. */

export class Pager {
  /**
   * @template Q
   * @param {Q[]} questions
   * @param {(question: Q, offset: number, limit: number) => Promise<{total: number,
   *   events: Object[]}>} ask
   * @param {number} size of a page
   */
  constructor(questions, ask, size) {
    this.questions = questions;
    this.ask = ask;
    this.size = size;
    this.at = 0;
    this.offset = 0;
  }

  get done() {
    return this.at >= this.questions.length;
  }

  /** The next events, at most a page. Where they cannot be had it rejects, to be asked again. */
  async next() {
    const { at, offset } = this;
    try {
      return await this.read();
    } catch (error) {
      Object.assign(this, { at, offset });
      throw error;
    }
  }

  async read() {
    const page = [];
    while (!this.done && page.length < this.size) {
      const question = this.questions[this.at];
      const { total, events } = await this.ask(question, this.offset, this.size - page.length);
      page.push(...events);
      this.offset += events.length;
      if (!events.length || this.offset >= total) [this.at, this.offset] = [this.at + 1, 0];
    }
    return page;
  }
}
