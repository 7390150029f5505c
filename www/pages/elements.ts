/**
 * `elements.js`: the same as `embed.js`, with every element defined at once, for pages whose own scripts talk to the
 * labs as soon as the page is there.
 */
import "../components/backends/define.ts";
import "../components/channels/define.ts";
import "../components/convolution/define.ts";
import "../components/coordinates/define.ts";
import "../components/filters/define.ts";
import "../components/flatten/define.ts";
import "../components/pipeline/define.ts";
import "../components/pooling/define.ts";
import "./embed.ts";

export { load, version } from "./embed.ts";
