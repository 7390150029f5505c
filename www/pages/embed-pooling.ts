import { Pooling } from "../components/pooling/define.ts";
import { openEmbed } from "./embed.ts";

openEmbed("convscope-pooling", Pooling.schema);
