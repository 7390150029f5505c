import { Pipeline } from "../components/pipeline/define.ts";
import { openEmbed } from "./embed.ts";

openEmbed("convscope-pipeline", Pipeline.schema);
