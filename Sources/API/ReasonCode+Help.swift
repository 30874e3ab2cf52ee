/// The table of reasons: what each means and what a person can do. The manual has the same rows, `.why.txt` and
/// `condense explain` have their words from here; a test compares.
extension ReasonCode {
  /// The meaning of a reason, and what to do about it.
  public struct Help: Hashable, Sendable {
    /// Both, in sentences.
    public let meaning: String, remedy: String
  }

  /// Its meaning and what to do; nil for a code without a row, which a test finds.
  public var help: Help? { Self.helps[rawValue] }

  private static let helps: [String: Help] = table.split(separator: "\n").reduce(into: [:]) { helps, row in
    let cells = row.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
    if cells.count == 3 {
      helps[cells[0].filter { $0 != "`" }] = Help(meaning: plain(cells[1]), remedy: plain(cells[2]))
    }
  }

  /// A sentence whose links are words: `'After a crash' in the manual` for `[After a crash](#after-a-crash)`.
  private static func plain(_ text: String) -> String {
    let pieces = text.split(separator: "](#", omittingEmptySubsequences: false)
    return pieces.enumerated().map { index, piece in
      let rest = index == 0 ? piece : piece.drop { $0 != ")" }.dropFirst()
      guard index < pieces.count - 1, let start = rest.lastIndex(of: "[") else { return String(rest) }
      return rest[..<start] + "'" + rest[start...].dropFirst() + "' in the manual"
    }.joined()
  }

  /// The rows of the manual, "Reasons".
  public static let table = #"""
    | `not_regular` | It is a directory, a symbolic link, a FIFO, a socket or a device with the extension of a video. | Nothing. The target of a link is handled where it lies, if that is in a library. |
    | `unreadable` | Condense may not read the file. | Give its user access, then `condense encode` the file. |
    | `outside_libraries` | A running core was asked for a file that is below no library's root, all links resolved. | Add its directory to the libraries, or stop the core and use `condense encode`. |
    | `skip_marker` | A `.av1skip` beside the file, or in a directory above it, says to leave it alone. | Remove the mark if you want it encoded. |
    | `empty_file` | It has no bytes. | Find out why; a download may have failed. |
    | `too_small` | It is smaller than `min_bytes`. | Lower `min_bytes`, or `condense encode` the file. |
    | `too_young` | It was written to less than `min_age_days` ago. | Wait, or `condense encode` the file. |
    | `unstable` | It changed within `settle_secs` or while it was being looked at, or another program has it open for writing. Again. | Wait until it is complete. |
    | `hard_linked` | It has several names. Replacing one of them would free nothing. | Remove the other names, or set `hardlinks = "break"`; or leave it alone. |
    | `not_media` | ffprobe cannot read it as anything. | Check whether it plays; fetch it anew. |
    | `forbidden_format` | ffmpeg takes it for a playlist, a script or something else that is no video file and may read other files. | Find out what it is; it is probably not what its name says. |
    | `probe_failed` | ffprobe ended without a usable answer. | Check whether it plays; then `condense encode` the file. |
    | `too_complex` | Its container has more index entries, parts, chapters, packets or memory to fill than any film needs: by accident, or so that programs choke on it. | Remux it, for example with mkvmerge; it is looked at again when it changes. |
    | `no_video` | It has no video, or only cover pictures. | Nothing. |
    | `picture_only` | It is a single picture. | Nothing. |
    | `already_condensed` | Condense made it, by its records or by the mark in the container. | Nothing. |
    | `already_target_codec` | Its video has the codec that `codec` asks for. | Nothing. |
    | `skipped_codec` | Its video has a codec that `skip_codecs` names. | Change `skip_codecs` if you want it encoded. |
    | `wrong_codec` | Its video has a codec that `only_codecs` does not name. | Change `only_codecs` if you want it encoded. |
    | `encrypted` | One of its streams is encrypted. | Nothing. |
    | `dolby_vision` | It carries Dolby Vision, or looks like Dolby Vision without its record. | Nothing; it could not be kept. |
    | `layered_video` | Its video has a second layer: another view (MV-HEVC, H.264 MVC), transparency (HEVC with alpha), finer pictures (SVC), anywhere in the film. | Nothing; it could not be kept. |
    | `hdr10_plus` | It carries HDR10+, or something like it. | `hdr10_plus = "keep"` keeps it where a trial shows that it can: with libaom-av1 and ffmpeg 9. It takes long. |
    | `hdr` | What it says of its light (HDR10) is incomplete, cannot be, or is not the same in container and pictures; or none of the encoders that `encoders` allows would keep it. | Mend its metadata, allow `libsvtav1` or `libx265`, or use ffmpeg 9. |
    | `interlaced` | Its video is interlaced, is marked so, or becomes so on the way. | Set `deinterlace = "bwdif"` if you want it made whole. |
    | `pixel_format` | Its pixels are of a format that no encoder allowed here can keep, or have an alpha channel or an unusual chroma siting. | `explain` names the encoders that could, where there are some: see `encoders`. |
    | `unsupported_container` | Its container is none that films usually come in (a raw stream, a sequence of pictures). | Remux it to Matroska. |
    | `unsupported_stream` | It has a stream, a tag or side data (captions; in MP4 also 3D and mappings of a sphere) that could not be kept, several videos, several films one after the other, or ordered chapters; or an ffmpeg before 9 would get something wrong: Opus or rotation in Matroska, AAC on its way there from MP4. | `explain` names it, and whether `on_unsupported` allows it; what is the ffmpeg's fault needs ffmpeg 9. |
    | `unsupported_shape` | Its picture is too small, too large (more than 8192x4352 pixels in all), or too fast for the encoders, is cropped by its container, or changes its size or shape on the way. | Nothing; it would not stay what it is. |
    | `timestamps` | Packets have no timestamps, pictures share one, or time goes back. | Remux it, for example with mkvmerge. |
    | `changing_colours` | The colour tags of its video (primaries, transfer, matrix, range) change on the way. | Cut it there, and let each part be a film. |
    | `changing_audio` | The rate or the channels of a stream of sound change on the way, in a codec of which the result has one record for all. | Cut it there, or encode its sound anew. |
    | `source_damaged` | It is truncated, or its video does not decode cleanly or completely, or to the same pictures each time. | Check whether it plays to the end; fetch it anew. |
    | `source_changed` | It was written to, or replaced by another file, while it was being encoded; the result was thrown away. Again. | Nothing. |
    | `source_vanished` | It was moved or deleted meanwhile. Again, if it comes back. | Nothing. |
    | `tool_missing` | ffmpeg, ffprobe or condense-launch is not there or cannot be run. Again. | Install it, or name it in `[ffmpeg]`. |
    | `encoder_unavailable` | No encoder for `codec` works with this ffmpeg; the detail says why for each. | Install an ffmpeg that has one, or change `encoders`. |
    | `encoder_failed` | ffmpeg failed, and the source decodes cleanly by itself; the detail has its words. | Run its command by hand, which `condense jobs --failed --commands` shows; try another encoder; report it. |
    | `stalled` | ffmpeg or ffprobe made no progress for too long and was ended. Again. | Check the disk; raise `stall_timeout_secs` or `probe_timeout_secs` on a slow machine. |
    | `killed` | ffmpeg or ffprobe was ended from outside by a signal. Again. | If it happens often, look whether memory runs out. |
    | `interrupted` | The run was ended before the job was. Again. | Nothing. |
    | `cancelled` | Its job was cancelled. | `condense encode FILE`, or change the file. |
    | `work_dir` | Nothing can be written to `temp_output_dir`, which is no fault of this file; it stays queued, and so does all else. Again. | Run `condense doctor` as root and do what it says. |
    | `low_space` | A disk is full, or would have less than `min_free_space_gb` left; the file stays queued. Again. | Free space: delete originals that you no longer need, or move `temp_output_dir`. |
    | `insufficient_savings` | The result was larger than `max_size_ratio` allows and was thrown away. | Nothing; a higher `crf` would make smaller results. |
    | `verification_failed` | The result is not equivalent to its source and was thrown away; the detail names the first difference, as in `picture at 0:12.3 is another: SSIM 0.08, at least 0.2 is expected`. | Report it, with the output of `condense explain`. |
    | `in_use` | Another program has the file open, so that it stays queued; or, for a whole run, another Condense is at work. Again. A result that is finished already waits beside the film as `.condense-….tmp`. | Nothing; close it if it stays open for long. |
    | `offline` | Its directory went away during the run, with the disk perhaps; the file stays queued. Again. | Mount the disk. |
    | `name_taken` | `<name>.orig` or `<name>.orig.json` is there already, also since the encode began, or its name or path would be too long; or the result is to become `<name>.mkv`, and there is one. | Move it away, or shorten the name; the next run sees it. |
    | `not_writable` | Condense may not replace files in its directory, or the directory is read-only; or a job's directory in `temp_output_dir` is somebody else's, or others may write to it. | Give its user write permission there, or the service ([Under systemd](#under-systemd)); remove that job's directory. The next run sees it. |
    | `metadata_not_kept` | Owner, group, mode, ACL, attributes or times cannot be carried over to the result. Where it is the owner, that is seen before any work. | Run Condense as the owner of the files, as root, or with the capabilities that the detail names. The next run sees that; otherwise `condense encode` the file. |
    | `replace_failed` | This filesystem can neither exchange two names in one step nor give one file two names. | Mark the library with `.av1skip`, or keep it on another filesystem. |
    | `replace_interrupted` | An earlier replacement of this path stopped halfway. | See [After a crash](#after-a-crash). |
    | `foreign_note` | Somebody else may have written the note beside a kept original, or moved it there ([Originals](#originals-and-undoing)); nothing was done. | If you trust it: `chown root`, `chmod go-w`; or do by hand what it says. |
    | `io_error` | The system reported an error; the detail has it. Again. | Check the disk and the system's log. |
    """#
}
