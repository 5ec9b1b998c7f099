/** Pages of a list that one or several questions answer, one question after the other. */

export class Pager {
  /**
   * @template Q
   * @param {Q[]} questions
   * @param {(question: Q, offset: number, limit: number) => Promise<{listed: number,
   *   events: Object[], reason: ?string}>} ask how many can be listed, and why not all, if so
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
      const limit = this.size - page.length;
      const { listed, events, reason } = await this.ask(question, this.offset, limit);
      page.push(...events);
      this.offset += events.length;
      this.reason ??= reason;
      if (!events.length || this.offset >= listed) [this.at, this.offset] = [this.at + 1, 0];
    }
    return page;
  }
}
