internal import Platform

extension Decode where Value == Audio {
  /// `"copy"`, or a codec and a bit rate.
  static var audio: Decode {
    Decode { value, reading in
      guard case .string(let text) = value.content else {
        return reading.mismatch(value, "a string such as \"copy\" or \"aac 128k\"")
      }
      return text == "copy"
        ? .copy : encoded(text) ?? reading.reject(value, "is \(quoted(text)); write \"copy\" or \(wanted)")
    } write: { audio in
      switch audio {
      case .copy: .string("copy")
      case .encode(let codec, let kbps): .string("\(codec.rawValue) \(kbps)k")
      }
    }
  }

  static var wanted: String { "a codec and a bit rate from 8k to 512k, as in \"aac 128k\" or \"opus 64k\"" }

  static func encoded(_ text: String) -> Audio? {
    let words = text.split(separator: " ")
    guard words.count == 2, let codec = AudioCodec(rawValue: String(words[0])), words[1].hasSuffix("k"),
      let kbps = UInt16(words[1].dropLast()), (8...512).contains(kbps)
    else { return nil }
    return .encode(codec, kbps: Int(kbps))
  }
}

extension Decode where Value == Tier {
  /// A table of an age and a sound.
  static var tier: Decode {
    Decode { value, reading in
      let form = "{ after_days = 30, audio = \"opus 64k\" }"
      guard case .table(let entries) = value.content else {
        return reading.reject(value, "lists \(value.inWords); write each tier as \(form)")
      }
      let known = ["after_days", "audio"]
      guard Set(entries.map(\.key)) == Set(known) else {
        let extra = entries.first { !known.contains($0.key) }
        let wrong = extra.map { "with the unknown key \(quoted($0.key))" } ?? "without after_days or audio"
        return reading.reject(value, "lists a tier \(wrong); write each as \(form)")
      }
      var (days, sound): (Double?, Audio?) = (nil, nil)
      for entry in entries {
        if entry.key == "audio" {
          sound = tierAudio(entry.value, &reading)
        } else {
          days = Decode<Double>.number(in: 0...36_500).read(entry.value, &reading)
        }
      }
      guard let days, let sound else { return nil }
      return Tier(afterDays: days, audio: sound)
    } write: { tier in
      func entry(_ key: String, _ content: TOMLValue.Content) -> TOMLEntry {
        TOMLEntry(key: key, position: .none, value: TOMLValue(content: content))
      }
      return tier.afterDays.written.flatMap { days in
        Decode<Audio>.audio.write(tier.audio).map {
          .table([entry("after_days", days), entry("audio", $0)])
        }
      }
    }
  }

  private static func tierAudio(_ value: TOMLValue, _ reading: inout ConfigDecoder) -> Audio? {
    guard case .string(let text) = value.content else { return reading.mismatch(value, "a list of tiers") }
    return Decode<Audio>.encoded(text)
      ?? reading.reject(value, "lists a tier with the audio \(quoted(text)); write \(Decode<Audio>.wanted)")
  }
}

extension Decode where Value == Deliver.Target {
  /// A directory, or `s3://` with a bucket and the beginning of names.
  static var target: Decode {
    Decode { value, reading in
      guard case .string(let text) = value.content, text.contains("://") else {
        return Decode<Path>.path.read(value, &reading).map(Deliver.Target.directory)
      }
      let parts = text.dropFirst(5).split(separator: "/").map(String.init)
      guard text.hasPrefix("s3://"), let bucket = parts.first, (3...63).contains(bucket.count),
        HostName.isValid(bucket), bucket == bucket.lowercased()
      else {
        return reading.reject(
          value, "is \(quoted(text)); write a directory, or a bucket as in \"s3://recordings/studio\"")
      }
      return .bucket(bucket, prefix: parts.dropFirst().joined(separator: "/"))
    } write: { target in
      switch target {
      case .directory(let path): path.written
      case .bucket(let name, let prefix): .string("s3://\(name)" + (prefix.isEmpty ? "" : "/\(prefix)"))
      }
    }
  }
}
