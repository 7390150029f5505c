import { Flatten } from "../components/flatten/define.ts";
import { openEmbed } from "./embed.ts";

openEmbed("convscope-flatten", Flatten.schema);
