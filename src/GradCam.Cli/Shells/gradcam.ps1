# Completes gradcam in PowerShell. In $PROFILE: gradcam completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName gradcam, gradcam.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    # What follows the name, up to the cursor: the text ends before a space that was typed last, and goes on behind a cursor in its midst.
    $start = $commandAst.CommandElements[0].Extent.EndOffset + 1
    $length = [Math]::Max(0, $cursorPosition - $start)
    $skip = $start - $commandAst.Extent.StartOffset
    $line = $commandAst.ToString().PadRight($skip + $length).Substring($skip, $length)
    # PowerShell parts a word at its commas and completes the last part only; the program gives the whole word.
    $whole = $line.Substring($line.LastIndexOf(' ') + 1)
    $before = $whole.Substring(0, $whole.LastIndexOf(',') + 1)
    $word = $whole.Substring($before.Length)
    gradcam "[suggest:$($line.Length)]" "$line" 2>$null |
        Where-Object { $_.StartsWith($before + $word, [StringComparison]::OrdinalIgnoreCase) } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_.Substring($before.Length)) }
}
