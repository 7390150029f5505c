import { Backends } from "../components/backends/define.ts";
import { openEmbed } from "./embed.ts";

openEmbed("convscope-backends", Backends.schema);
