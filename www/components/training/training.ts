import { html, nothing } from "lit";
import { permutation, type Tensor } from "../../engine/core.ts";
import { type GivenFile, setFromFiles } from "../../engine/sets/given.ts";
import { pictureOfInk, type Stroke } from "../../engine/sets/ink.ts";
import { pictureOf, shuffled } from "../../engine/sets/set.ts";
import { messages } from "../../i18n/index.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { formatNumber } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { useButton } from "../use/button.ts";
import { type Asked, answersView } from "./answers-view.ts";
import type { Mixed } from "./confusion-table.ts";
import { type Drawn, drawView } from "./draw-view.ts";
import type { DrawingPad } from "./drawing-pad.ts";
import { headView } from "./head-view.ts";
import { keepView } from "./keep-view.ts";
import { layersView } from "./layers-view.ts";
import { learnedView, type When } from "./learned-view.ts";
import { ownView } from "./own-view.ts";
import { barView, curvesView } from "./run-view.ts";
import { sentenceOf } from "./sentence.ts";
import { shuffleSeed } from "./state.ts";
import { trainingStyles } from "./training.styles.ts";
import { TrainingCore } from "./training-core.ts";
import { percent, type TrainingView } from "./view.ts";

/** How often the page follows a training that runs. */
const newsMs = 90;

/**
 * The training lab: a network learns to name pictures, with everything that changes on view.
 *
 * ```html
 * <convscope-training data="jamo" layers="cnn" epochs="8"></convscope-training>
 * ```
 *
 * @attr data - `digits` (8×8), `numerals` or `jamo` (28×28)
 * @attr layers - `cnn`, `dense`, `softmax`, or layers: `conv2d 8 3x3; relu; maxPool2d 2x2; flatten; dense 10`
 * @attr optimizer - `adam` or `sgd`
 * @attr learning-rate - how far a step goes
 * @attr momentum - for SGD, how much of the last step is kept
 * @attr batch - pictures in a step
 * @attr epochs - how many times through the training pictures one run goes
 * @attr seed - of the first weights and of the order of the pictures
 * @attr order - `plain`, or `shuffled`: every picture's pixels in the same other order
 * @attr pace - `full`, or `watch`: slowly enough to see the filters change
 * @attr lang - `ko` or `en`; the page's when absent
 * @attr theme - `light` or `dark`; the reader's preference when absent
 * @attr controls - which to show: `data model settings drawing learned layers wrong confusion proof own keep use`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - it has learned; `detail` is `{step, loss, accuracy}` of the test part
 * @fires convscope-error - `detail` is `{message}`
 * @prop ready - a promise: the data is there, and nothing is learning any more
 * @prop state - the whole state as JSON; given a part of it, the rest stays
 * @prop result - `{step, loss, accuracy}` of the test part, as it was measured last
 * @prop guess - what the drawing is taken for, `{name, share}`; null without a drawing
 * @method play() - learns for as many epochs as the state says
 * @method pause() - stops
 * @method step(n) - learns for `n` steps; gives a promise
 * @method reset() - begins anew at the same first weights; gives a promise
 * @method draw(strokes) - draws strokes, each a list of `[y, x]` from 0 to 1; gives a promise
 * @method setData(files) - takes `{path, blob}` files as data; the promise fails with a sentence if they are none
 */
export class Training extends TrainingCore {
  static override styles = [tokens, shared, labStyles, trainingStyles];

  #strokes: readonly Stroke[] = [];
  #drawn: Drawn = { picture: null, shares: null };
  #guessing = false;
  #guessAgain = false;
  #when: When = "now";
  #example = 0;
  #tested = 0;
  #cell: Mixed | null = null;
  #opened: number | null = null;
  #reading = false;
  #ownTrouble: unknown = null;
  #said = "";
  #due: ReturnType<typeof setTimeout> | undefined;

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** Draws strokes on the pad, each a list of `[y, x]` from 0 to 1. */
  async draw(strokes: readonly Stroke[]): Promise<void> {
    await this.updateComplete;
    const pad = this.renderRoot.querySelector<DrawingPad>("cs-drawing-pad");
    if (pad) pad.drawing = strokes;
    this.#strokes = strokes;
    await this.#guess();
  }

  /** Takes files as the learner's own data. Rejects with a sentence where they are none. */
  async setData(files: GivenFile[]): Promise<void> {
    await this.#take(files);
    if (this.#ownTrouble) throw new Error(sentenceOf(this.#ownTrouble, this.language));
    await this.ready;
  }

  /** What the drawing was taken for, and with which share; null without a drawing. */
  get guess(): { name: string; share: number } | null {
    const { shares } = this.#drawn;
    if (!shares || !this.set) return null;
    const best = shares.indexOf(Math.max(...shares));
    return { name: this.set.classes[best], share: shares[best] };
  }

  // What follows from news ------------------------------------------------------------------------------------------

  protected override heard() {
    if (!this.session?.running) return this.#follow();
    // News come faster than eyes; the page is to have time for its reader.
    this.#due ??= setTimeout(() => this.#follow(), newsMs);
  }

  #follow() {
    clearTimeout(this.#due);
    this.#due = undefined;
    const { session, words } = this;
    this.requestUpdate();
    if (!session) return;
    const last = session.test.at(-1);
    if (last && last.step !== this.#tested) {
      this.#tested = last.step;
      this.tell("convscope-step", last);
      this.live = words.live(String(last.step), formatNumber(last.loss, 3), percent(last.accuracy));
    }
    if (!session.running && session.end) {
      const { why, error } = session.end;
      if (error) this.fail(error);
      else if (last) this.live = words.ended[why === "stopped" ? "stopped" : "done"](percent(last.accuracy));
    }
    this.#guess();
  }

  protected override setChanged() {
    this.#example = 0;
    this.#tested = 0;
    this.#cell = null;
    this.#opened = null;
    this.#said = "";
    // The old set's shares would wear the new one's names.
    this.#drawn = { picture: null, shares: null };
  }

  async #take(given: Promise<GivenFile[]> | GivenFile[]): Promise<void> {
    this.#reading = true;
    this.#ownTrouble = null;
    this.requestUpdate();
    try {
      this.ownSet = await setFromFiles(await given);
      if (this.current.data === "own") {
        this.trouble = null;
        this.rebuild();
      } else this.change({ data: "own" });
    } catch (error) {
      this.#ownTrouble = error;
    }
    this.#reading = false;
    this.requestUpdate();
  }

  #laid(picture: Tensor): Tensor {
    const { order } = this.current;
    if (order === "plain" || !this.set) return picture;
    return shuffled(picture, permutation(this.set.height * this.set.width, shuffleSeed));
  }

  /** Asks again what the drawing is; while an answer is under way, once more after it. */
  async #guess(): Promise<void> {
    if (this.#guessing) {
      this.#guessAgain = true;
      return;
    }
    this.#guessing = true;
    do {
      this.#guessAgain = false;
      await this.#guessOnce();
    } while (this.#guessAgain);
    this.#guessing = false;
    this.requestUpdate();
  }

  async #guessOnce(): Promise<void> {
    const { session, set } = this;
    if (!session || !set) return;
    const plain = pictureOfInk(this.#strokes, set);
    const picture = plain && this.#laid(plain);
    const asked = picture && session.predict(picture).catch(() => null);
    const shares = asked && (await Promise.race([asked, session.closed.then(() => null)]));
    if (session === this.session) this.#takeGuess({ picture, shares });
  }

  /** Another answer than before is said aloud. */
  #takeGuess(drawn: Drawn) {
    const before = this.guess?.name;
    this.#drawn = drawn;
    const { guess } = this;
    if (guess && guess.name !== before) this.live = this.words.guess(guess.name, percent(guess.share));
  }

  #onDraw = (event: CustomEvent<Stroke[]>) => {
    this.#strokes = event.detail;
    this.#guess();
  };

  #onPen = (event: CustomEvent<boolean>) => {
    this.live = event.detail ? this.words.penDown : this.words.penUp;
    this.requestUpdate();
  };

  // Drawing ---------------------------------------------------------------------------------------------------------

  get #view(): TrainingView {
    const { words, language, set, layers, session, shows, change } = this;
    return { words, text: messages(language), language, state: this.current, set, layers, session, shows, change };
  }

  override render() {
    const { words, language, trouble } = this;
    const view = this.#view;
    const running = {
      play: () => this.play(),
      pause: () => this.pause(),
      step: () => this.step(),
      reset: () => this.reset(),
    };
    return html`<section class="lab" role="group" aria-label=${words.title} aria-busy=${this.session?.running ?? true}>
      <h2 class="visually-hidden">${words.title}</h2>
      ${trouble ? html`<p class="trouble" role="alert">${sentenceOf(trouble, language)}</p>` : nothing}
      ${headView(view)} ${barView(view, running)}
      <div class="panes two">
        ${curvesView(view)} ${this.shows("drawing") ? drawView(view, this.#drawn, { draw: this.#onDraw, pen: this.#onPen }) : nothing}
      </div>
      ${this.shows("learned") ? this.#renderLearned(view) : nothing} ${this.#renderAnswers(view)} ${this.#renderProof()}
      ${this.shows("layers") ? layersView(view, this.plans, this.wrongUnits) : nothing}
      ${this.shows("own") ? this.#renderOwn(view) : nothing} ${this.shows("keep") ? this.#renderKeep(view) : nothing}
      ${this.shows("use") ? useButton(this, messages(language).lab.use, (error) => this.fail(error)) : nothing}
      <p class="visually-hidden" role="status" aria-live="polite">${this.live}</p>
    </section>`;
  }

  #renderLearned(view: TrainingView) {
    const { set } = this;
    const count = set?.test.labels.length ?? 1;
    return learnedView(view, {
      when: this.#when,
      picture: set ? this.#laid(pictureOf(set, "test", this.#example)) : null,
      name: set ? set.classes[set.test.labels[this.#example]] : "",
      index: this.#example,
      look: (when) => {
        this.#when = when;
        this.requestUpdate();
      },
      turn: (by) => {
        this.#example = (this.#example + by + count) % count;
        this.requestUpdate();
      },
    });
  }

  #renderAnswers(view: TrainingView) {
    const redraw = (set: () => void) => {
      set();
      this.requestUpdate();
    };
    const asked: Asked = {
      cell: this.#cell,
      opened: this.#opened,
      pick: (cell) => redraw(() => (this.#cell = cell)),
      open: (index) => redraw(() => (this.#opened = this.#opened === index ? null : index)),
      use: (index) => redraw(() => (this.#example = index)),
    };
    return answersView(view, asked);
  }

  #renderProof() {
    const { words, set } = this;
    if (!set || !this.shows("proof")) return nothing;
    return html`<details class="more">
      <summary>${words.proof}</summary>
      <div class="inside">
        <cs-shuffle-proof
          .set=${set}
          .state=${this.current}
          .words=${words}
          @trouble=${(event: CustomEvent) => this.fail(event.detail)}
        ></cs-shuffle-proof>
      </div>
    </details>`;
  }

  #renderOwn(view: TrainingView) {
    return ownView(view, { reading: this.#reading, trouble: this.#ownTrouble, take: (files) => this.#take(files) });
  }

  #renderKeep(view: TrainingView) {
    const say = (sentence: string) => {
      this.#said = sentence;
      this.requestUpdate();
    };
    return keepView(view, { said: this.#said, say, fail: (error) => this.fail(error) });
  }
}
