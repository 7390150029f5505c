import { Channels } from "../components/channels/define.ts";
import { openEmbed } from "./embed.ts";

openEmbed("convscope-channels", Channels.schema);
