/**
 * `elements.js` and the npm package's elements: every element defined at once, for pages whose own scripts talk to the labs
 * as soon as the page is there. `embed.js` defines each when it is seen.
 */
import "../components/backends/define.ts";
import "../components/channels/define.ts";
import "../components/convolution/define.ts";
import "../components/coordinates/define.ts";
import "../components/filter-learning/define.ts";
import "../components/filters/define.ts";
import "../components/flatten/define.ts";
import "../components/pipeline/define.ts";
import "../components/pooling/define.ts";
import "../components/training/define.ts";
