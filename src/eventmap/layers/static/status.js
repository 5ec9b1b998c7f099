/** Quiet words at the foot of the map: what could not be loaded, and a way to try again. */

export class Status {
  constructor(map) {
    this.messages = new Map();
    this.element = L.DomUtil.create('div', 'em-status', map.getContainer());
    this.element.setAttribute('role', 'status');
    L.DomEvent.disableClickPropagation(this.element);
  }

  /**
   * @param {string} subject what the message is about; a new one replaces the old
   * @param {string} text
   * @param {() => void} retry
   */
  fail(subject, text, retry) {
    this.messages.set(subject, { text, retry });
    this.draw();
  }

  clear(subject) {
    if (this.messages.delete(subject)) this.draw();
  }

  draw() {
    this.element.replaceChildren(
      ...[...this.messages].map(([subject, { text, retry }]) => {
        const row = document.createElement('div');
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = 'Try again';
        button.addEventListener('click', () => {
          this.clear(subject);
          retry();
        });
        row.append(text, ' ', button);
        return row;
      }),
    );
  }
}
