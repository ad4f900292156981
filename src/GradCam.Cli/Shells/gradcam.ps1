# Completes gradcam in PowerShell. In $PROFILE: gradcam completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName gradcam, gradcam.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    # The text ends before a space that was typed last.
    $line = $commandAst.ToString().PadRight($cursorPosition - $commandAst.Extent.StartOffset)
    $space = $line.IndexOf(' ')
    $line = if ($space -lt 0) { '' } else { $line.Substring($space + 1) }
    gradcam "[suggest:$($line.Length)]" "$line" 2>$null |
        Where-Object { $_ -like "$wordToComplete*" } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
