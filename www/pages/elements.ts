/** The labs for somebody else's page: one script, at an address that does not change with the build. */
import "../components/convolution/define.ts";
import "../components/pooling/define.ts";
