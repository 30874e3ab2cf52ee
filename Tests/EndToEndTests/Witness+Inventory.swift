import Foundation

/// An inventory as `condense compare --json` prints it.
struct Listed: Decodable {
  struct Item: Decodable {
    /// Words only; numbers are left out.
    var fields: [String: String?]

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self).nestedContainer(
        keyedBy: Key.self, forKey: Key("fields"))
      fields = Dictionary(
        uniqueKeysWithValues: values.allKeys.map {
          ($0.stringValue, try? values.decode(String.self, forKey: $0))
        })
    }
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  var streams: [Item]
  var chapters: [Item]
}

extension Witness {
  /// Where mkvmerge's word for a Matroska result is not that of our own inventory.
  static func disagreements(_ inventory: Listed, _ result: URL) throws -> [String] {
    guard ["mkv", "webm"].contains(result.pathExtension) else { return [] }
    let seen = try object("mkvmerge", ["-J", result.path])
    let tracks = (seen["tracks"] as? [[String: Any]] ?? []).map(words(ofTrack:))
    let files = (seen["attachments"] as? [[String: Any]] ?? []).map {
      "\($0["file_name"] ?? "") \($0["content_type"] ?? "") \($0["size"] ?? "")"
    }
    let entries = (seen["chapters"] as? [[String: Any]] ?? []).reduce(0) {
      $0 + ($1["num_entries"] as? Int ?? 0)
    }
    // mkvmerge does not know Matroska's DVB subtitles, and leaves them out.
    let listed = inventory.streams.map(\.fields).filter { $0["codec"] != "dvb_subtitle" }
    let isFile = { (fields: [String: String?]) in ["attachment", "cover"].contains(fields["kind"]) }
    let ours = listed.filter { !isFile($0) }.map(words(ofStream:))
    let ourFiles = listed.filter(isFile).map { fields in
      ["tag filename", "tag mimetype", "bytes"].map { (fields[$0] ?? nil) ?? "" }.joined(separator: " ")
    }
    return (tracks == ours ? [] : ["mkvmerge sees \(tracks), the inventory \(ours)"])
      + (files == ourFiles ? [] : ["mkvmerge sees \(files), the inventory \(ourFiles)"])
      + (entries == inventory.chapters.count
        ? [] : ["mkvmerge sees \(entries) chapters, the inventory \(inventory.chapters.count)"])
  }

  private static func words(ofTrack track: [String: Any]) -> String {
    let said = track["properties"] as? [String: Any] ?? [:]
    let type = track["type"] as? String ?? ""
    let full = said["language_ietf"] as? String
    let language = (full?.contains("-") == true ? full : said["language"] as? String) ?? "und"
    let flags = [("default_track", "default"), ("forced_track", "forced")].filter {
      said[$0.0] as? Bool == true
    }
    return
      ([type == "subtitles" ? "subtitle" : type, language] + [
        said["track_name"] as? String ?? ""
      ]
      + flags.map(\.1))
      .joined(separator: "|")
  }

  private static func words(ofStream fields: [String: String?]) -> String {
    let set = ((fields["dispositions"] ?? nil) ?? "").split(separator: " ")
    let flags = ["default", "forced"].filter { set.contains(Substring($0)) }
    return
      ([(fields["kind"] ?? nil) ?? "", (fields["language"] ?? nil) ?? "und", (fields["title"] ?? nil) ?? ""]
      + flags)
      .joined(separator: "|")
  }
}
