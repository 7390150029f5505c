import { Convolution } from "../components/convolution/define.ts";
import { openEmbed } from "./embed.ts";

openEmbed("convscope-convolution", Convolution.schema);
