/** The labs for somebody else's page: one script, at an address that does not change with the build. */
import "../components/backends/define.ts";
import "../components/channels/define.ts";
import "../components/convolution/define.ts";
import "../components/coordinates/define.ts";
import "../components/filters/define.ts";
import "../components/flatten/define.ts";
import "../components/pipeline/define.ts";
import "../components/pooling/define.ts";
