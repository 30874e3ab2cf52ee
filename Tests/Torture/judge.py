"""Whether a result is equivalent to its source, by ffmpeg and ffprobe alone, in their plainest use."""
import json, re, subprocess, tempfile
from fractions import Fraction

# Mean and worst frame of SSIM: far below what the quality used gives, far above what another picture would.
LEAST_MEAN, LEAST_FRAME = 0.70, 0.40
LIMIT = 120
# What describes the old file, or is made anew by every muxer.
OWN_TAGS = re.compile(r"encoder|condense|major_brand|minor_version|compatible_brands|creation_time"
                      r"|(bps|duration)(-\w+)?|number_of_.*|_statistics.*|handler_name|vendor_id|encoding_tool|language",
                      re.IGNORECASE)


def look(path):
    """Streams, chapters, packets with their hashes, and frames of the first real video."""
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-show_packets",
               "-show_data_hash", "md5", "-of", "json", path]
    seen = json.loads(subprocess.run(command, capture_output=True, timeout=LIMIT).stdout or b"{}")
    video = next(stream for stream in seen["streams"] if is_film(stream))
    command = ["ffprobe", "-v", "error", "-select_streams", str(video["index"]), "-show_frames", "-show_entries",
               "frame=best_effort_timestamp", "-of", "json", path]
    frames = json.loads(subprocess.run(command, capture_output=True, timeout=LIMIT).stdout or b"{}")
    seen["times"] = [frame.get("best_effort_timestamp") for frame in frames.get("frames", [])]
    seen["video"] = video
    return seen


def is_film(stream):
    return stream.get("codec_type") == "video" and not stream["disposition"]["attached_pic"]


def streams(seen):
    """All but the text track that MP4 keeps its chapters in."""
    text = {"codec_tag_string": "text", "codec_type": "data"}
    return [stream for stream in seen["streams"] if not (seen["chapters"] and text.items() <= stream.items())]


def tags(thing):
    return {key.lower(): value for key, value in thing.get("tags", {}).items() if not OWN_TAGS.fullmatch(key)}


def describe(stream):
    language = stream.get("tags", {}).get("language", "und")
    about = {"kind": stream.get("codec_type"), "language": language, "tags": tags(stream),
             "dispositions": sorted(name for name, value in stream["disposition"].items() if value)}
    if is_film(stream):
        about["turned"] = [side.get("rotation") for side in stream.get("side_data_list", []) if "rotation" in side]
    else:
        about |= {key: stream.get(key) for key in ("codec_name", "channels", "sample_rate")}
    if stream.get("codec_type") == "attachment":
        about["content"] = stream.get("extradata_hash")
    return about


def origin(seen):
    return Fraction(seen["format"].get("start_time", "0"))


def packets(seen, stream):
    """Hash and place of each packet; MP4's pauses between subtitles are written anew by its muxer."""
    base, is_text = Fraction(stream["time_base"]), stream.get("codec_name") == "mov_text"
    found = [packet for packet in seen.get("packets", []) if packet["stream_index"] == stream["index"]]
    return [(packet["data_hash"], int(packet["pts"]) * base - origin(seen) if "pts" in packet else None)
            for packet in found if not (is_text and int(packet["size"]) <= 2)]


def differences(source, result):
    """Every difference between the two files, as sentences."""
    before, after = look(source), look(result)
    theirs, ours = streams(before), streams(after)
    if len(theirs) != len(ours):
        return [f"{len(ours)} streams instead of {len(theirs)}"]
    found = [f"stream {one['index']} is {describe(two)} instead of {describe(one)}"
             for one, two in zip(theirs, ours) if describe(one) != describe(two)]
    missing = {key: value for key, value in tags(before["format"]).items() if tags(after["format"]).get(key) != value}
    if missing:
        found.append(f"tags {missing} are missing or others: {tags(after['format'])}")
    for one, two in zip(theirs, ours):
        if not is_film(one) and one.get("codec_type") != "attachment":
            found += moved(f"packets of stream {one['index']}", packets(before, one), packets(after, two), one, two)
    marks = [[(Fraction(chapter["start_time"]) - origin(seen), chapter.get("tags", {}).get("title", ""))
              for chapter in seen["chapters"]] for seen in (before, after)]
    is_moved = any(abs(a[0] - b[0]) > Fraction(2, 1000) or a[1] != b[1] for a, b in zip(*marks))
    if len(marks[0]) != len(marks[1]) or is_moved:
        found.append(f"chapters {marks[1]} instead of {marks[0]}")
    times = [[(None, None if time is None else time * Fraction(seen["video"]["time_base"]) - origin(seen))
              for time in seen["times"]] for seen in (before, after)]
    found += moved("frames", *times, before["video"], after["video"])
    return found + (pictures(source, result, before["video"], after["video"]) if not found else [])


def missing(path, films):
    """Whether a file that was cut, or that is several films in one, shows less than those films do."""
    if not films:
        return []
    seen, promised = packet_count(path), 0
    for film in films:
        with tempfile.NamedTemporaryFile() as whole:
            whole.write(film)
            whole.flush()
            promised += packet_count(whole.name)
    return [f"it shows {seen} packets of {promised}"] if seen < promised else []


def packet_count(path):
    command = ["ffprobe", "-v", "error", "-show_entries", "packet=size", "-of", "csv=p=0", path]
    return len(subprocess.run(command, capture_output=True, timeout=LIMIT).stdout.splitlines())


def moved(name, before, after, one, two):
    """Both sides round to their own time base, and MP4 places a stream's beginning in milliseconds."""
    if len(before) != len(after):
        return [f"{len(after)} {name} instead of {len(before)}"]
    tick = max(Fraction(one["time_base"]), Fraction(two["time_base"])) * 2 + Fraction(1, 1000)
    for number, ((hash_one, time_one), (hash_two, time_two)) in enumerate(zip(before, after)):
        if hash_one != hash_two:
            return [f"{name}: number {number} has other bytes"]
        if (time_one is None) != (time_two is None) or (time_one is not None and abs(time_one - time_two) > tick):
            return [f"{name}: number {number} is at {time_two} instead of {time_one} s"]
    return []


def pictures(source, result, one, two):
    """Complaints of the decoders, and pictures that are not alike."""
    same = (f"crop={one['width']}:{one['height']}:0:0,scale=out_range=tv:out_color_matrix=bt601,format=yuv420p,"
            "settb=1/1000,setpts=N")
    graph = f"[0:{one['index']}]{same}[a];[1:{two['index']}]{same}[b];[a][b]ssim=stats_file=-"
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "level+info", "-noautorotate", "-i", source,
               "-noautorotate", "-i", result, "-lavfi", graph, "-an", "-fps_mode", "passthrough", "-enc_time_base",
               "1/1000", "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, timeout=LIMIT)
    lines = done.stderr.decode(errors="replace").splitlines()
    said = [line for line in lines if "[error]" in line or "[fatal]" in line]
    if said or done.returncode != 0:
        return [f"it does not decode cleanly: {said[:3]}, status {done.returncode}"]
    frames = [float(text) for text in re.findall(r"All:([0-9.]+)", done.stdout.decode())]
    mean, worst = sum(frames) / max(1, len(frames)), min(frames, default=0)
    if mean < LEAST_MEAN or worst < LEAST_FRAME:
        return [f"its pictures are not alike: SSIM {mean:.3f}, at worst {worst:.3f}"]
    return []
