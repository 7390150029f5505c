/** What a training's losses and accuracies become to be drawn: few enough points, each with its step. */
export interface Point {
  step: number;
  loss: number;
  accuracy: number;
}

/** So many points fill a chart. */
const most = 240;

/** The means of the steps' own batches over equally long stretches; the stretches grow with the training. */
export class Curve {
  points: Point[] = [];
  #stretch = 1;
  #open: Point & { count: number } = { step: 0, loss: 0, accuracy: 0, count: 0 };

  add(step: number, loss: number, accuracy: number): void {
    const open = this.#open;
    open.step = step;
    open.loss += loss;
    open.accuracy += accuracy;
    open.count += 1;
    if (open.count < this.#stretch) return;
    this.points.push({ step, loss: open.loss / open.count, accuracy: open.accuracy / open.count });
    this.#open = { step, loss: 0, accuracy: 0, count: 0 };
    if (this.points.length >= most) this.#halve();
  }

  /** Two neighbours become their mean, so that the curve is twice as calm. */
  #halve(): void {
    this.points = Array.from({ length: this.points.length / 2 }, (_, i) => {
      const [one, next] = this.points.slice(2 * i, 2 * i + 2);
      return { step: next.step, loss: (one.loss + next.loss) / 2, accuracy: (one.accuracy + next.accuracy) / 2 };
    });
    this.#stretch *= 2;
  }
}
